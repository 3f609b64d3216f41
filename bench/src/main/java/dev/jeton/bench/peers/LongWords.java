package dev.jeton.bench.peers;

import dev.jeton.text.bytes.Utf8;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/** Texts of one word, which no pre-tokenizer cuts; the random ones are the same every time. */
final class LongWords {
  private static final long SEED = 20261128;

  private LongWords() {}

  /** Five words of so many megabytes each. */
  static List<Corpus> of(int megabytes) {
    int bytes = megabytes * 1_000_000;
    var words = new ArrayList<Corpus>();
    words.add(repeated(megabytes + " MB of a", "a", bytes));
    words.add(repeated(megabytes + " MB of spaces", " ", bytes));
    words.add(repeated(megabytes + " MB of CJK", "天地玄黃宇宙洪荒日月盈昃辰宿列張", bytes));
    words.add(word(megabytes + " MB of base64", base64(bytes)));
    words.add(word(megabytes + " MB of letters", letters(bytes)));
    return words;
  }

  private static Corpus repeated(String name, String part, int bytes) {
    return word(name, part.repeat(bytes / Utf8.encode(part).length));
  }

  private static Corpus word(String name, String word) {
    return new Corpus(name, List.of(word), Utf8.encode(word).length);
  }

  /** Random bytes in Base64. */
  private static String base64(int length) {
    byte[] random = new byte[length / 4 * 3];
    new SplittableRandom(SEED).nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }

  private static String letters(int length) {
    var random = new SplittableRandom(SEED);
    var letters = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    return letters.toString();
  }
}
