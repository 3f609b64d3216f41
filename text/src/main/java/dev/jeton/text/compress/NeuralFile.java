package dev.jeton.text.compress;

import dev.jeton.text.TokenizerException;
import java.io.ByteArrayOutputStream;

/**
 * A {@link NeuralModel} as a file: bytes of context, width, hidden numbers, then all integers in
 * the order of the record, each zigzag (0, −1, 1, −2 …). For the format see {@code
 * docs/formats/compressed-text.md}.
 */
public final class NeuralFile {
  private static final Sealed FILE = new Sealed('N', "a neural model of bytes");

  private NeuralFile() {}

  /** Whether a file begins as one of these. */
  public static boolean recognises(byte[] file) {
    return FILE.recognises(file);
  }

  /** The file of {@code model}. */
  public static byte[] bytes(NeuralModel model) {
    var out = new ByteArrayOutputStream();
    out.write(model.context());
    Sealed.number(out, model.width());
    Sealed.number(out, model.hidden());
    write(out, model.vectors());
    write(out, model.inner());
    write(out, model.innerBias());
    write(out, model.outer());
    write(out, model.outerBias());
    return FILE.file(out.toByteArray());
  }

  private static void write(ByteArrayOutputStream out, int[] numbers) {
    for (int number : numbers) {
      Sealed.number(out, (number << 1 ^ number >> 31) & 0xffff_ffffL);
    }
  }

  /**
   * The model of a file.
   *
   * @throws TokenizerException if it is another file, or was cut short or changed
   */
  public static NeuralModel read(byte[] file) {
    var numbers = FILE.open(file);
    int context = numbers.nextByte();
    int width = (int) numbers.next("a width", NeuralModel.MOST_INPUTS);
    int hidden = (int) numbers.next("a size", NeuralModel.MOST_HIDDEN);
    if (context > NeuralModel.MOST_CONTEXT) {
      throw new TokenizerException(
          "expected at most %d bytes of context, found %d"
              .formatted(NeuralModel.MOST_CONTEXT, context));
    }
    int[] vectors = read(numbers, (ByteModel.BYTES + 1) * width);
    int[] inner = read(numbers, hidden * context * width);
    int[] innerBias = read(numbers, hidden);
    int[] outer = read(numbers, ByteModel.BYTES * hidden);
    int[] outerBias = read(numbers, ByteModel.BYTES);
    numbers.end();
    try {
      return new NeuralModel(context, width, hidden, vectors, inner, innerBias, outer, outerBias);
    } catch (IllegalArgumentException e) {
      throw new TokenizerException(e.getMessage() + " in " + FILE.what(), e);
    }
  }

  private static int[] read(Numbers from, int count) {
    var numbers = new int[count];
    for (int i = 0; i < count; i++) {
      int zigzag = (int) from.next("a number", 1L << 24);
      numbers[i] = zigzag >>> 1 ^ -(zigzag & 1);
    }
    return numbers;
  }
}
