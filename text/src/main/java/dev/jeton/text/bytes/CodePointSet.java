package dev.jeton.text.bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;

/**
 * Sets of code points as Hugging Face's tokenizers has them, whose Unicode version is not the
 * JDK's; {@code code-point-sets.txt} beside this class says how they were found.
 */
public enum CodePointSet {
  /** What BERT's normalizer drops: control, format and private characters, U+0000 and U+FFFD. */
  CONTROL,
  /** What BERT's normalizer takes for an accent: nonspacing marks (Mn). */
  NONSPACING,
  /** All marks (M). */
  MARK,
  /** Punctuation (P) and the symbols of ASCII. */
  PUNCTUATION,
  /** What its normal forms leave as it is although the JDK's Unicode version decomposes it. */
  UNDECOMPOSED,
  /** What it puts into no script although the JDK's Unicode version does. */
  SCRIPTLESS;

  private final int[] starts;
  private final int[] ends;
  private final long[] basic = new long[0x10000 / 64]; // a bit for each of the basic plane

  CodePointSet() {
    var from = new ArrayList<Integer>();
    var to = new ArrayList<Integer>();
    boolean mine = false;
    for (var line : lines()) {
      if (!line.startsWith(" ")) {
        mine = line.equals(name().toLowerCase(Locale.ROOT));
      } else if (mine) {
        for (var range : line.strip().split(" ")) {
          int dash = range.indexOf('-');
          from.add(Integer.parseInt(dash < 0 ? range : range.substring(0, dash), 16));
          to.add(Integer.parseInt(range.substring(dash + 1), 16));
        }
      }
    }
    starts = from.stream().mapToInt(Integer::intValue).toArray();
    ends = to.stream().mapToInt(Integer::intValue).toArray();
    for (int i = 0; i < starts.length; i++) {
      for (int c = starts[i]; c <= Math.min(ends[i], 0xffff); c++) {
        basic[c >> 6] |= 1L << c;
      }
    }
  }

  public boolean contains(int codePoint) {
    return codePoint < 0x10000 ? (basic[codePoint >> 6] >>> codePoint & 1) != 0 : find(codePoint);
  }

  private boolean find(int codePoint) {
    int at = Arrays.binarySearch(starts, codePoint);
    return at >= 0 || at < -1 && codePoint <= ends[-at - 2];
  }

  private static String[] lines() {
    try (var in = CodePointSet.class.getResourceAsStream("code-point-sets.txt")) {
      if (in == null) {
        throw new IllegalStateException("code-point-sets.txt is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
