package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What an encoding allocates: as docs/text.md says. */
class EncodeHeapTest {
  private static final int LOWEST = 1 << 12;
  private static final int PER_BYTE = 24;

  @Test
  void heapIsBoundedByTheTextsLength() throws IOException {
    var tokenizer = Tokenizer.named("cl100k_base");
    var texts =
        new String[] {
          "", "a", "Does it fit? ".repeat(600), "天地玄黃，宇宙洪荒。".repeat(300), "\u0001\u0378".repeat(900)
        };
    for (int round = 0; round < 3; round++) {
      for (var text : texts) {
        long taken = taken(tokenizer, text); // the first one makes the cache of words
        long bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        assertTrue(
            round == 0 || taken <= LOWEST + PER_BYTE * bytes,
            () -> "%d bytes for a text of %d".formatted(taken, bytes));
      }
    }
  }

  private static long taken(Tokenizer tokenizer, String text) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    var unused = tokenizer.encode(text);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
