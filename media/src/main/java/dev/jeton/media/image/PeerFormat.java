package dev.jeton.media.image;

import dev.jeton.core.Signal;
import org.jspecify.annotations.Nullable;

/** Lossy picture formats that codecs are compared with, each written as small as it can be. */
public enum PeerFormat {
  /** 4:2:0 chroma, optimised Huffman tables. */
  JPEG("jpeg", 1, 1) {
    @Override
    public @Nullable String unavailable() {
      return null;
    }

    @Override
    byte[] encode(Signal.Image image, float quality) {
      return ImageFile.jpeg(image, Math.round(quality));
    }

    @Override
    public Signal.Image read(byte[] file) {
      return ImageFile.read(file, label());
    }
  },

  /** Lossy WebP by libwebp, method 6. Needs {@code com.github.usefulness:webp-imageio}. */
  WEBP("webp", 0, 8) {
    @Override
    public @Nullable String unavailable() {
      return Libwebp.unavailable();
    }

    @Override
    byte[] encode(Signal.Image image, float quality) {
      return Libwebp.encode(image, quality);
    }

    @Override
    public Signal.Image read(byte[] file) {
      return Libwebp.decode(file);
    }
  };

  private static final int BEST_QUALITY = 100;

  private final String label;
  private final int leastQuality;
  private final int stepsPerQuality;

  PeerFormat(String label, int leastQuality, int stepsPerQuality) {
    this.label = label;
    this.leastQuality = leastQuality;
    this.stepsPerQuality = stepsPerQuality;
  }

  /** {@code jpeg} or {@code webp}. */
  public String label() {
    return label;
  }

  /** The lowest quality, which makes the smallest file. */
  public int leastQuality() {
    return leastQuality;
  }

  /** Why it cannot be written here, in a few words; null where it can. */
  public abstract @Nullable String unavailable();

  /** The picture of a file that {@link #write} made, by the format's own decoder. */
  public abstract Signal.Image read(byte[] file);

  /**
   * The bytes of a file.
   *
   * @param quality {@link #leastQuality} to 100, on the format's own scale; JPEG takes whole ones
   * @throws ImageFileException if it is {@link #unavailable}
   */
  public byte[] write(Signal.Image image, float quality) {
    if (!(quality >= leastQuality && quality <= BEST_QUALITY)) {
      throw new IllegalArgumentException(
          "expected a %s quality of %d..100, found %s".formatted(label, leastQuality, quality));
    }
    var reason = unavailable();
    if (reason != null) {
      throw new ImageFileException("cannot write " + label + ": " + reason);
    }
    return encode(image, quality);
  }

  /**
   * The file of the highest quality that has at most {@code limit} bytes; null where even the
   * lowest has more. Takes for granted that files grow with quality.
   */
  public byte @Nullable [] writeWithin(Signal.Image image, int limit) {
    byte[] best = null;
    int low = 0;
    int high = (BEST_QUALITY - leastQuality) * stepsPerQuality;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      byte[] bytes = write(image, leastQuality + (float) middle / stepsPerQuality);
      if (bytes.length <= limit) {
        best = bytes;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return best;
  }

  abstract byte[] encode(Signal.Image image, float quality);
}
