package dev.jeton.papers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Documents' tokens one behind the other; no window lies in two documents.
 *
 * @param ids of all of them
 * @param bytes that they stand for
 */
record CompressedStream(int[] ids, long bytes) {

  /** As many documents as give so many tokens, or all. */
  static CompressedStream atLeast(CompressedCoding.Code code, List<byte[]> documents, long tokens) {
    return of(code, documents, tokens, Long.MAX_VALUE);
  }

  /** As many documents as have so many bytes, or all. */
  static CompressedStream ofBytes(CompressedCoding.Code code, List<byte[]> documents, long bytes) {
    return of(code, documents, Long.MAX_VALUE, bytes);
  }

  private static CompressedStream of(
      CompressedCoding.Code code, List<byte[]> documents, long tokens, long mostBytes) {
    var all = IntStream.builder();
    long count = 0;
    long bytes = 0;
    for (var text : documents) {
      if (count >= tokens || bytes >= mostBytes) {
        break;
      }
      int[] ids = code.encode(text);
      for (int id : ids) {
        all.add(id);
      }
      count += ids.length;
      bytes += text.length;
    }
    return new CompressedStream(all.build().toArray(), bytes);
  }

  /** How many whole strings of {@code places} tokens there are. */
  int strings(int places) {
    int strings = ids.length / places;
    if (strings == 0) {
      throw new IllegalArgumentException(
          "expected at least %d tokens, found %d".formatted(places, ids.length));
    }
    return strings;
  }

  /**
   * Bits per token of {@code judged} by how often each token comes here, half a time more for each.
   */
  double unigramBits(CompressedStream judged, int vocabulary) {
    var counts = new double[vocabulary];
    Arrays.fill(counts, 0.5);
    for (int id : ids) {
      counts[id]++;
    }
    double all = ids.length + 0.5 * vocabulary;
    double bits = 0;
    for (int id : judged.ids) {
      bits -= Math.log(counts[id] / all) / Math.log(2);
    }
    return bits / judged.ids.length;
  }
}
