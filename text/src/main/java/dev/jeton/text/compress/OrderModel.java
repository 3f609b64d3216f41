package dev.jeton.text.compress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A byte given up to {@code order} bytes before it. The longest known context and all shorter ones
 * are mixed as Witten and Bell do (1991, method C, interpolated): with N bytes seen after a
 * context, U of them different, {@code p(b) = (count(b) + U · p'(b)) / (N + U)}, p' being that of
 * the context one byte shorter; below the empty context all bytes are equally likely. Probabilities
 * are counted in parts of 2²², rounded down. Order 0 is the model without context of the paper's
 * StaticAC.
 */
public final class OrderModel implements ByteModel {
  /** The longest contexts: one and the byte after it fill a long with room for its length. */
  public static final int LONGEST = 6;

  private static final int SCALE_BITS = 22;
  private static final int RECIPROCAL_BITS = 40;

  private final List<ContextCounts> orders;

  OrderModel(List<ContextCounts> orders) {
    this.orders = List.copyOf(orders);
  }

  /**
   * Learns from texts.
   *
   * @param documents each begins without context
   * @param order bytes of the longest context, 0 to {@value #LONGEST}
   */
  public static OrderModel learn(List<byte[]> documents, int order) {
    if (order < 0 || order > LONGEST) {
      throw new IllegalArgumentException(
          "expected an order of 0 to %d, found %d".formatted(LONGEST, order));
    }
    var orders = new ArrayList<ContextCounts>();
    for (int length = 0; length <= order; length++) {
      orders.add(ContextCounts.of(documents, length));
    }
    return new OrderModel(orders);
  }

  /** Bytes of the longest context. */
  public int order() {
    return orders.size() - 1;
  }

  List<ContextCounts> orders() {
    return orders;
  }

  @Override
  public Predictor predictor() {
    return new Reader();
  }

  private final class Reader implements Predictor {
    private final long[] mixed = new long[BYTES];
    private long context;
    private int length;

    @Override
    public void frequencies(int[] frequencies) {
      Arrays.fill(mixed, 1L << SCALE_BITS - 8);
      for (int known = 0; known <= length; known++) {
        if (!mix(orders.get(known), context & (1L << 8 * known) - 1)) {
          break; // longer ones are not known either
        }
      }
      for (int b = 0; b < BYTES; b++) {
        frequencies[b] = (int) mixed[b] + 1;
      }
    }

    private boolean mix(ContextCounts counts, long suffix) {
      int at = counts.find(suffix);
      if (at < 0) {
        return false;
      }
      int from = counts.start(at);
      int to = counts.start(at + 1);
      long reciprocal = (1L << RECIPROCAL_BITS) / (counts.total(at) + to - from);
      long kept = (to - from) * reciprocal;
      for (int b = 0; b < BYTES; b++) {
        mixed[b] = mixed[b] * kept >>> RECIPROCAL_BITS;
      }
      for (int i = from; i < to; i++) {
        mixed[counts.next(i)] += counts.count(i) * reciprocal >>> RECIPROCAL_BITS - SCALE_BITS;
      }
      return true;
    }

    @Override
    public void append(byte next) {
      context = context << 8 | next & 0xff;
      length = Math.min(length + 1, order());
    }

    @Override
    public void reset() {
      context = 0;
      length = 0;
    }
  }
}
