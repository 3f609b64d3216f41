package dev.jeton.text.compress;

import dev.jeton.text.TokenizerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts, or any bytes, as small files and back without loss, led by a file that was learnt: a model
 * of bytes (arithmetic coding, the smaller files) or windows of equally many bits. A compressed
 * file knows the model that it needs by its checksum. Immutable, for any number of threads.
 */
public final class TextCompressor {
  private static final Sealed FILE = new Sealed('C', "a compressed text");

  private final TextCoding coding;
  private final long checksum;

  private TextCompressor(TextCoding coding, long checksum) {
    this.coding = coding;
    this.checksum = checksum;
  }

  /**
   * Opens a file that {@code jeton text train} made with kind {@code byte-model}, {@code
   * neural-model} or {@code equal-info}.
   *
   * @throws TokenizerException if it is none, or was cut short or changed
   */
  public static TextCompressor open(Path model) throws IOException {
    try {
      return of(Files.readAllBytes(model));
    } catch (TokenizerException e) {
      throw new TokenizerException(model + ": " + e.getMessage(), e);
    }
  }

  /** What a file with this content leads. */
  public static TextCompressor of(byte[] model) {
    TextCoding coding =
        WindowFile.recognises(model)
            ? new WindowCoding(WindowFile.read(model))
            : new ArithmeticCoding(ByteModels.read(model));
    return new TextCompressor(coding, Sealed.checksum(model));
  }

  /** Whether a file begins as a compressed text. */
  public static boolean recognises(byte[] file) {
    return FILE.recognises(file);
  }

  /** The compressed file of {@code text}, which may be any bytes. */
  public byte[] compress(byte[] text) {
    var out = new ByteArrayOutputStream();
    Sealed.number(out, checksum);
    Sealed.number(out, text.length);
    Sealed.number(out, Sealed.checksum(text));
    out.writeBytes(coding.encode(text));
    return FILE.file(out.toByteArray());
  }

  /**
   * The text of a compressed file.
   *
   * @throws TokenizerException if it is another file, was cut short or changed, or needs another
   *     model
   */
  public byte[] decompress(byte[] file) {
    var numbers = FILE.open(file);
    long needed = numbers.next("a checksum", 0xffff_ffffL);
    if (needed != checksum) {
      throw new TokenizerException(
          "expected the model with checksum %08x, found the one with %08x"
              .formatted(needed, checksum));
    }
    int length = (int) numbers.next("a length", Integer.MAX_VALUE - 16);
    long stated = numbers.next("a checksum", 0xffff_ffffL);
    byte[] text = coding.decode(numbers.rest(), length);
    if (Sealed.checksum(text) != stated) {
      throw new TokenizerException(
          "expected a text with checksum %08x, found %08x"
              .formatted(stated, Sealed.checksum(text)));
    }
    return text;
  }
}
