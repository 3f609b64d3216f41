package dev.jeton.text.compress;

import java.util.Arrays;
import java.util.List;

/** How often each byte came after each context of one length; contexts in rising order. */
final class ContextCounts {
  private final long[] contexts;
  private final int[] starts;
  private final long[] totals;
  private final byte[] nexts;
  private final int[] counts;

  /**
   * @param pairs context and the byte after it, {@code context << 8 | byte}, rising
   * @param counts how often each came, at least once
   */
  ContextCounts(long[] pairs, int[] counts) {
    this.counts = counts;
    nexts = new byte[pairs.length];
    var contexts = new long[pairs.length];
    var starts = new int[pairs.length + 1];
    var totals = new long[pairs.length];
    int size = 0;
    for (int i = 0; i < pairs.length; i++) {
      nexts[i] = (byte) pairs[i];
      long context = pairs[i] >>> 8;
      if (size == 0 || contexts[size - 1] != context) {
        contexts[size] = context;
        starts[size++] = i;
      }
      totals[size - 1] += counts[i];
    }
    this.contexts = Arrays.copyOf(contexts, size);
    this.starts = Arrays.copyOf(starts, size + 1);
    this.starts[size] = pairs.length;
    this.totals = Arrays.copyOf(totals, size);
  }

  /** Counts after contexts of {@code length} bytes. */
  static ContextCounts of(List<byte[]> documents, int length) {
    int places = documents.stream().mapToInt(text -> Math.max(0, text.length - length)).sum();
    var all = new long[places];
    long mask = (1L << 8 * (length + 1)) - 1;
    int at = 0;
    for (var text : documents) {
      long read = 0;
      for (int i = 0; i < text.length; i++) {
        read = (read << 8 | text[i] & 0xff) & mask;
        if (i >= length) {
          all[at++] = read;
        }
      }
    }
    Arrays.sort(all);
    return counted(all);
  }

  private static ContextCounts counted(long[] sorted) {
    var pairs = new long[sorted.length];
    var counts = new int[sorted.length];
    int size = 0;
    for (long pair : sorted) {
      if (size == 0 || pairs[size - 1] != pair) {
        pairs[size++] = pair;
      }
      counts[size - 1]++;
    }
    return new ContextCounts(Arrays.copyOf(pairs, size), Arrays.copyOf(counts, size));
  }

  /** The place of {@code context}, or a negative number. */
  int find(long context) {
    return Arrays.binarySearch(contexts, context);
  }

  /** How many contexts there are. */
  int size() {
    return contexts.length;
  }

  long context(int at) {
    return contexts[at];
  }

  /** Where the bytes after a context begin; those of the one before end there. */
  int start(int at) {
    return starts[at];
  }

  /** How many bytes came after a context. */
  long total(int at) {
    return totals[at];
  }

  /** The byte of entry {@code i}, 0 to 255. */
  int next(int i) {
    return nexts[i] & 0xff;
  }

  long count(int i) {
    return counts[i];
  }
}
