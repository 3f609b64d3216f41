package dev.jeton.text.compress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Texts for the tests of this package. */
final class Documents {
  private static final String[] WORDS = {
    "the", "window", "of", "equal", "bits", "and", "a", "coder", "reads", "every", "byte", "naïve"
  };

  private Documents() {}

  /** Sentences of few words, which a model can learn. */
  static List<byte[]> sentences(int count, SplittableRandom random) {
    var all = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      var text = new StringBuilder();
      for (int words = 5 + random.nextInt(40); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(words == 1 ? '.' : ' ');
      }
      all.add(text.toString().getBytes(UTF_8));
    }
    return all;
  }

  /** What a coder may stumble over: nothing, one byte, every byte, noise, all planes, runs. */
  static List<byte[]> awkward(SplittableRandom random) {
    var all = new ArrayList<byte[]>();
    all.add(new byte[0]);
    var every = new byte[ByteModel.BYTES];
    for (int b = 0; b < every.length; b++) {
      every[b] = (byte) b;
      all.add(new byte[] {(byte) b});
    }
    all.add(every);
    all.add(new byte[5000]);
    all.add("a".repeat(5000).getBytes(UTF_8));
    for (int i = 0; i < 20; i++) {
      var noise = new byte[random.nextInt(2000)];
      random.nextBytes(noise);
      all.add(noise);
      all.add(planes(random));
    }
    all.addAll(sentences(20, random));
    return all;
  }

  private static byte[] planes(SplittableRandom random) {
    var text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      int point = random.nextInt(Character.MAX_CODE_POINT + 1);
      text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? '?' : point);
    }
    return text.toString().getBytes(UTF_8);
  }
}
