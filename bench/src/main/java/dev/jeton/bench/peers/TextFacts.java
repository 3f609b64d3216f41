package dev.jeton.bench.peers;

import com.sun.management.ThreadMXBean;
import dev.jeton.text.Tokenizer;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What an encoding of a corpus takes beside time, after it was encoded before.
 *
 * @param heapPerDocument bytes that one encoding allocates, on average
 * @param heapPerByte the same for each byte of text
 * @param cacheHits of the pieces that are not one token, how many the cache of words knew, 0 to 1
 */
record TextFacts(double heapPerDocument, double heapPerByte, double cacheHits) {
  static TextFacts of(Tokenizer tokenizer, Corpus corpus) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    corpus.documents().forEach(tokenizer::encode);
    var before = tokenizer.parts().model().cacheUse();
    long start = threads.getCurrentThreadAllocatedBytes();
    corpus.documents().forEach(tokenizer::encode);
    double heap = threads.getCurrentThreadAllocatedBytes() - start;
    var after = tokenizer.parts().model().cacheUse();
    double asked = after.asked() - before.asked();
    return new TextFacts(
        heap / corpus.documents().size(),
        heap / corpus.bytes(),
        asked == 0 ? 0 : (after.found() - before.found()) / asked);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "  warm: %.0f bytes of heap per encode, %.2f per byte of text; %.1f %% of pieces that are not"
            + " one token were in the cache",
        heapPerDocument,
        heapPerByte,
        100 * cacheHits);
  }
}
