package dev.jeton.llm.grammar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** All bytes, and strings that cross whatever boundary there is. */
final class RandomVocabulary {
  private RandomVocabulary() {}

  static byte[][] of(RandomGenerator random, int more) {
    var all = new ArrayList<byte[]>();
    for (int b = 0; b < 256; b++) {
      all.add(new byte[] {(byte) b});
    }
    var parts =
        List.of(
            "\"", "{", "}", "[", "]", ",", ":", " ", "\n", "\\", "1", "0.", "-", "e", "true",
            "null", "a", "é", "日", "😀", "ab", "\\u00", "foo", "name", "b");
    for (int i = 0; i < more; i++) {
      var text = new StringBuilder();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 0; // inside a character
      all.add(java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
    }
    return all.toArray(byte[][]::new);
  }
}
