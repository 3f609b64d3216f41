package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.bytes.Utf8;

/** What holds for every text. */
final class TokenizerContract {
  private TokenizerContract() {}

  /** For byte-level vocabularies: also that bytes come back. */
  static void check(Tokenizer tokenizer, String text, Seed seed) {
    byte[] utf8 = Utf8.encode(text);
    checkAny(tokenizer, text, seed);
    int[] ids = tokenizer.encode(text);
    assertArrayEquals(utf8, tokenizer.decodeBytes(ids), seed);
    var offsets = tokenizer.encodeWithOffsets(text);
    int at = 0;
    for (int i = 0; i < ids.length; i++) {
      assertEquals(at, offsets.byteStarts()[i], seed);
      at = offsets.byteEnds()[i];
    }
    assertEquals(utf8.length, at, seed);
    var together = new StringBuilder();
    tokenizer.split(text, 5, 0).forEach(chunk -> together.append(chunk.text()));
    assertEquals(Utf8.decode(utf8), together.toString(), seed);
  }

  static void checkAny(Tokenizer tokenizer, String text, Seed seed) {
    int[] ids = tokenizer.encode(text);
    assertEquals(ids.length, tokenizer.count(text), seed);
    var offsets = tokenizer.encodeWithOffsets(text);
    assertArrayEquals(ids, offsets.ids(), seed);
    for (int i = 0; i < ids.length; i++) {
      assertTrue(0 <= offsets.charStarts()[i], seed);
      assertTrue(offsets.charStarts()[i] <= offsets.charEnds()[i], seed);
      assertTrue(offsets.charEnds()[i] <= text.length(), seed);
    }
    checkParts(tokenizer, text, seed);
    var stream = tokenizer.streamingDecoder();
    var streamed = new StringBuilder();
    for (int id : ids) {
      var part = stream.accept(id);
      assertTrue(
          part.isEmpty() || !Character.isHighSurrogate(part.charAt(part.length() - 1)), seed);
      streamed.append(part);
    }
    streamed.append(stream.finish());
    assertEquals(tokenizer.decode(ids), streamed.toString(), seed);
  }

  /** Truncation and the index against the offsets of the whole text. */
  private static void checkParts(Tokenizer tokenizer, String text, Seed seed) {
    var bare = tokenizer.bare();
    var offsets = bare.encodeWithOffsets(text);
    int n = offsets.length();
    var known = Utf8.decode(Utf8.encode(text));
    for (int most : new int[] {0, 1, n / 2, n, n + 1}) {
      var start = bare.truncate(text, most, Keep.START);
      var end = bare.truncate(text, most, Keep.END);
      assertTrue(start.tokens() <= most && end.tokens() <= most, seed);
      assertTrue(known.startsWith(start.text()), seed);
      assertTrue(known.endsWith(end.text()), seed);
      if (most >= n) {
        assertEquals(known, start.text(), seed);
        assertEquals(known, end.text(), seed);
      }
    }
    var index = tokenizer.index(text);
    assertEquals(n, index.size(), seed);
    int cut = text.length() / 3;
    assertEquals(n, index.count(0, cut) + index.count(cut, text.length()), seed);
    int counted = 0;
    for (int i = 0; i < n; i++) {
      assertEquals(offsets.charStarts()[i], index.start(i), seed);
      counted += offsets.charStarts()[i] < cut ? 1 : 0;
    }
    if (cut < text.length()) {
      assertEquals(counted, index.count(0, cut), seed);
    }
  }
}
