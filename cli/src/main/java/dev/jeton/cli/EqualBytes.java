package dev.jeton.cli;

import dev.jeton.core.Budget;
import dev.jeton.core.BudgetException;
import dev.jeton.core.Codec;
import dev.jeton.core.JetonFile;
import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFileException;
import dev.jeton.media.image.PeerFormat;
import dev.jeton.media.image.ScaledDown;
import java.io.IOException;

/**
 * Codes one image in several formats, each file as good as it can be within the same number of
 * bytes, headers included.
 */
final class EqualBytes {
  private final Signal.Image image;
  private final Codec<Signal.Image> ours;

  EqualBytes(Signal.Image image, Codec<Signal.Image> ours) {
    this.image = image;
    this.ours = ours;
  }

  /**
   * Our codec within {@code bytes}.
   *
   * @throws BudgetException if not one token fits
   */
  Coded ours(int bytes) throws IOException {
    byte[] file = new JetonFile(ours, ours.encode(image, new Budget.Bytes(bytes))).bytes();
    var decoded = ours.decode(JetonFile.read(file, ours).tokens());
    return new Coded(ours.spec().toString(), file, decoded);
  }

  /**
   * Another format within {@code bytes}; scaled down where its smallest file at full size is
   * larger.
   *
   * @throws BudgetException if even that is too large
   * @throws ImageFileException if it cannot be written here
   */
  Coded peer(PeerFormat format, int bytes) {
    byte[] file = format.writeWithin(image, bytes);
    if (file != null) {
      return peer(format, file);
    }
    var small = ScaledDown.within(format, image, bytes);
    if (small == null) {
      int smallest = format.write(image, format.leastQuality()).length;
      throw new BudgetException("smallest file has %d bytes".formatted(smallest));
    }
    return new Coded(format.label() + " scaled", small.file(), small.picture());
  }

  /** Another format at one of its qualities. */
  Coded peer(PeerFormat format, float quality) {
    return peer(format, format.write(image, quality));
  }

  private static Coded peer(PeerFormat format, byte[] file) {
    return new Coded(format.label(), file, format.read(file));
  }
}
