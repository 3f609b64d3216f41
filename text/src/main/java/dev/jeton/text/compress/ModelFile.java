package dev.jeton.text.compress;

import dev.jeton.text.TokenizerException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * An {@link OrderModel} as a file: its order, how long the rest is, and deflated for each length of
 * context how many pairs of context and next byte there are, by how much each is above the one
 * before, and how often it came. For the format see {@code docs/formats/compressed-text.md}.
 */
public final class ModelFile {
  private static final Sealed FILE = new Sealed('M', "a model of bytes");
  private static final int LARGEST = 1 << 30;

  private ModelFile() {}

  /** Whether a file begins as one of these. */
  public static boolean recognises(byte[] file) {
    return FILE.recognises(file);
  }

  /** The file of {@code model}. */
  public static byte[] bytes(OrderModel model) {
    var body = new ByteArrayOutputStream();
    model.orders().forEach(counts -> write(counts, body));
    var out = new ByteArrayOutputStream();
    out.write(model.order());
    Sealed.number(out, body.size());
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(body.toByteArray());
      deflater.finish();
      var buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return FILE.file(out.toByteArray());
  }

  private static void write(ContextCounts counts, ByteArrayOutputStream out) {
    Sealed.number(out, counts.start(counts.size()));
    long before = 0;
    for (int at = 0; at < counts.size(); at++) {
      for (int i = counts.start(at); i < counts.start(at + 1); i++) {
        long pair = counts.context(at) << 8 | counts.next(i);
        Sealed.number(out, pair - before);
        Sealed.number(out, counts.count(i));
        before = pair;
      }
    }
  }

  /**
   * The model of a file.
   *
   * @throws TokenizerException if it is another file, or was cut short or changed
   */
  public static OrderModel read(byte[] file) {
    var head = FILE.open(file);
    int order = head.nextByte();
    if (order > OrderModel.LONGEST) {
      throw new TokenizerException(
          "expected a model of order 0 to %d, found %d".formatted(OrderModel.LONGEST, order));
    }
    int length = (int) head.next("a length", LARGEST);
    var body = new Numbers(inflated(head.rest(), length), FILE.what());
    var orders = new ArrayList<ContextCounts>();
    for (int context = 0; context <= order; context++) {
      orders.add(counts(body, context, length));
    }
    body.end();
    return new OrderModel(orders);
  }

  private static ContextCounts counts(Numbers body, int context, int length) {
    int size = (int) body.next("a number of pairs", length / 2);
    var pairs = new long[size];
    var counts = new int[size];
    long most = (1L << 8 * (context + 1)) - 1;
    long before = 0;
    for (int i = 0; i < size; i++) {
      long step = body.next("a step", most - before);
      if (step == 0 && i > 0) {
        throw new TokenizerException("expected rising pairs in %s".formatted(FILE.what()));
      }
      before += step;
      pairs[i] = before;
      counts[i] = (int) body.next("a count", Integer.MAX_VALUE);
      if (counts[i] == 0) {
        throw new TokenizerException("expected counts above 0 in %s".formatted(FILE.what()));
      }
    }
    return new ContextCounts(pairs, counts);
  }

  private static byte[] inflated(byte[] code, int length) {
    try (var inflater = new Inflater(true)) {
      inflater.setInput(code);
      var body = new byte[Math.min(length, 1 << 16)];
      int size = 0;
      while (size < length) {
        if (size == body.length) {
          body = Arrays.copyOf(body, Math.min(length, 2 * body.length));
        }
        int more = inflater.inflate(body, size, body.length - size);
        if (more == 0) {
          throw new TokenizerException(
              "expected %d bytes in %s, found %d".formatted(length, FILE.what(), size));
        }
        size += more;
      }
      return body;
    } catch (DataFormatException e) {
      throw new TokenizerException(
          "expected %s, found what cannot be inflated".formatted(FILE.what()), e);
    }
  }
}
