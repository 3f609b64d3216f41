package dev.jeton.llm.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Decimals as text without exponents: those that a number divides, those that are one number. */
final class NumberText {
  private static final int MOST = 10_000; // remainders, at all places behind the point

  private NumberText() {}

  /**
   * All ways to write multiples, with or without zeros in front and behind.
   *
   * @param divisor above 0
   * @param path for errors
   */
  static Language multiplesOf(BigDecimal divisor, String path) {
    var plain = divisor.stripTrailingZeros();
    int places = Math.max(0, plain.scale());
    var whole = plain.movePointRight(places).toBigInteger();
    if (whole.multiply(BigInteger.valueOf(places + 1L)).compareTo(BigInteger.valueOf(MOST)) > 0) {
      throw SchemaKeywords.fault(
          path,
          "multipleOf: expected at most %,d without its point, found %s".formatted(MOST, divisor));
    }
    int m = whole.intValue();
    var arcs = new ArrayList<List<Language.Arc>>(); // the beginning, [blocks][m], a point, zeros
    var ends = new BitSet();
    int blocks = places == 0 ? 1 : places + 2; // before the point, at it, behind it
    int zeros = 2 + blocks * m;
    for (int block = 0; block < blocks; block++) {
      int place = Math.max(0, block - 1);
      long shift = BigInteger.TEN.pow(places - place).mod(whole).longValue();
      for (int rest = 0; rest < m; rest++) {
        ends.set(1 + arcs.size(), block != 1 && rest * shift % m == 0);
        var out = out(block, rest, m, blocks);
        if (rest == 0 && block == blocks - 1) {
          out.add(places == 0 ? arc('.', zeros - 1) : arc('0', zeros));
        }
        arcs.add(out);
      }
    }
    arcs.add(List.of(arc('0', zeros)));
    arcs.add(List.of(arc('0', zeros)));
    ends.set(zeros);
    arcs.addFirst(new ArrayList<>(arcs.getFirst()));
    arcs.getFirst().add(arc('-', 1));
    return new Language(arcs, ends);
  }

  /** What leads out of a remainder; states are counted from 1. */
  private static List<Language.Arc> out(int block, int rest, int m, int blocks) {
    var out = new ArrayList<Language.Arc>();
    int next = block == 0 ? 0 : block + 1;
    for (int digit = 0; digit < 10 && next < blocks; digit++) {
      out.add(arc('0' + digit, 1 + next * m + (rest * 10 + digit) % m));
    }
    if (block == 0 && blocks > 1) {
      out.add(arc('.', 1 + m + rest));
    }
    return out;
  }

  private static Language.Arc arc(int character, int to) {
    return new Language.Arc(Characters.of(character, character), to);
  }

  /** All ways to write a number: with any zeros behind. */
  static Language all(BigDecimal value) {
    var plain = value.stripTrailingZeros();
    if (plain.signum() == 0) {
      return Language.of(new RegexParser("-?0(\\.0+)?").whole());
    }
    var text = plain.toPlainString();
    var zeros = text.indexOf('.') < 0 ? "(\\.0+)?" : "0*";
    return Language.of(new RegexParser(text.replace(".", "\\.") + zeros).whole());
  }
}
