package dev.jeton.learn.language;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Puts a text in an order in which its middle comes last: Bavarian et al., Efficient Training of
 * Language Models to Fill in the Middle, arXiv:2207.14255, section 3. Half of the texts become
 * prefix, suffix, middle, each encoded by itself; half suffix, prefix and middle, the latter two
 * encoded as one. Texts are cut between characters, not between tokens.
 */
public final class FillInTheMiddle {
  private static final int SHORT_BYTES = 120;

  private final Tokenizer tokenizer;
  private final SpecialIds specials;

  public FillInTheMiddle(Tokenizer tokenizer, SpecialIds specials) {
    this.tokenizer = tokenizer.bare();
    this.specials = specials;
  }

  /**
   * The text of {@code ids} in such an order; empty where they are no whole characters.
   *
   * @param ids at least 2
   */
  public int[] reordered(int[] ids, RandomGenerator random) {
    byte[] text = tokenizer.decodeBytes(ids);
    if (text.length < 2 || Utf8.firstInvalid(text) >= 0) {
      return new int[0];
    }
    int a = random.nextInt(text.length);
    int b =
        random.nextBoolean()
            ? random.nextInt(text.length)
            : Math.min(text.length, a + 1 + random.nextInt(SHORT_BYTES));
    int from = boundary(text, Math.min(a, b));
    int to = boundary(text, Math.max(a, b));
    return random.nextBoolean() ? prefixFirst(text, from, to) : suffixFirst(text, from, to);
  }

  private static int boundary(byte[] text, int at) {
    int found = at;
    while (found > 0 && found < text.length && (text[found] & 0xC0) == 0x80) {
      found--;
    }
    return found;
  }

  private int[] prefixFirst(byte[] text, int from, int to) {
    return join(
        specials.prefix(),
        encode(text, 0, from),
        specials.suffix(),
        encode(text, to, text.length),
        specials.middle(),
        encode(text, from, to),
        specials.end());
  }

  private int[] suffixFirst(byte[] text, int from, int to) {
    return join(
        specials.prefix(),
        new int[0],
        specials.suffix(),
        encode(text, to, text.length),
        specials.middle(),
        encode(text, 0, to),
        specials.end());
  }

  private int[] encode(byte[] text, int from, int to) {
    return tokenizer.encode(Arrays.copyOfRange(text, from, to));
  }

  private static int[] join(int a, int[] first, int b, int[] second, int c, int[] third, int d) {
    var all = new int[first.length + second.length + third.length + 4];
    int at = 0;
    all[at++] = a;
    System.arraycopy(first, 0, all, at, first.length);
    at += first.length;
    all[at++] = b;
    System.arraycopy(second, 0, all, at, second.length);
    at += second.length;
    all[at++] = c;
    System.arraycopy(third, 0, all, at, third.length);
    all[all.length - 1] = d;
    return all;
  }
}
