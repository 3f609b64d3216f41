package dev.jeton.llm.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decimal numbers between two bounds, written without exponents and without zeros in front. Digits
 * are read from the left; as long as they are those of a bound, the bound limits the next one.
 */
final class NumberRange {
  private static final int DIGITS = 15; // of which a double keeps all

  private final int[] low; // digits of the lower bound at this length, empty for none
  private final int[] high;
  private final boolean lowIn;
  private final boolean highIn;
  private final int whole;
  private final int fraction;
  private final Map<Integer, Expression> known = new HashMap<>();

  private NumberRange(
      int[] low, boolean lowIn, int[] high, boolean highIn, int whole, int fraction) {
    this.low = low;
    this.high = high;
    this.lowIn = lowIn;
    this.highIn = highIn;
    this.whole = whole;
    this.fraction = fraction;
  }

  /**
   * The numbers from {@code least} to {@code most}.
   *
   * @param least null for none, as {@code most}
   * @param leastIn whether the bound itself is one of them
   * @param integers whether there are no fractions
   */
  static Expression of(
      @Nullable BigDecimal least,
      boolean leastIn,
      @Nullable BigDecimal most,
      boolean mostIn,
      boolean integers) {
    var low = least;
    var high = most;
    boolean lowIn = leastIn;
    boolean highIn = mostIn;
    if (integers) {
      low = least == null ? null : leastInteger(least, leastIn);
      high = most == null ? null : leastInteger(most.negate(), mostIn).negate();
      lowIn = true;
      highIn = true;
    }
    var ways = new ArrayList<Expression>();
    var zero = BigDecimal.ZERO;
    if (high == null || high.signum() > 0 || high.signum() == 0 && highIn) {
      boolean fromZero = low == null || low.signum() < 0;
      ways.addAll(
          magnitudes(
              fromZero || low == null ? zero : low, fromZero || lowIn, high, highIn, integers));
    }
    if (low == null || low.signum() < 0) {
      boolean toZero = high == null || high.signum() >= 0;
      var from = toZero || high == null ? zero : high.negate();
      for (var way :
          magnitudes(from, !toZero && highIn, low == null ? null : low.negate(), lowIn, integers)) {
        ways.add(Expression.sequence(Expression.text("-"), way));
      }
    }
    return new Expression.Either(ways);
  }

  private static BigDecimal leastInteger(BigDecimal bound, boolean in) {
    var up = bound.setScale(0, RoundingMode.CEILING);
    return !in && up.compareTo(bound) == 0 ? up.add(BigDecimal.ONE) : up;
  }

  /** One expression for each number of digits before the point. */
  private static List<Expression> magnitudes(
      BigDecimal low, boolean lowIn, @Nullable BigDecimal high, boolean highIn, boolean integers) {
    var ways = new ArrayList<Expression>();
    int lowWhole = wholeDigits(low);
    int most = high == null ? Math.max(lowWhole + 1, DIGITS) : wholeDigits(high);
    int scale = Math.max(scale(low), high == null ? 0 : scale(high));
    for (int whole = lowWhole; whole <= most; whole++) {
      int fraction = integers ? 0 : Math.max(scale + 1, DIGITS - whole);
      int digits = whole + fraction;
      int[] from = whole == lowWhole ? digits(low, whole, digits) : new int[0];
      int[] to = high != null && whole == most ? digits(high, whole, digits) : new int[0];
      ways.add(
          new NumberRange(from, lowIn, to, highIn, whole, fraction)
              .rest(0, from.length > 0, to.length > 0));
    }
    return ways;
  }

  private static int wholeDigits(BigDecimal value) {
    return value.toBigInteger().toString().length();
  }

  private static int scale(BigDecimal value) {
    return Math.max(0, value.stripTrailingZeros().scale());
  }

  private static int[] digits(BigDecimal value, int whole, int digits) {
    BigInteger scaled = value.setScale(digits - whole, RoundingMode.UNNECESSARY).unscaledValue();
    var text = scaled.toString();
    var padded = new int[digits];
    for (int i = 0; i < text.length(); i++) {
      padded[digits - text.length() + i] = text.charAt(i) - '0';
    }
    return padded;
  }

  /**
   * What may follow the first {@code at} digits.
   *
   * @param onLow whether these are the lower bound's
   * @param onHigh whether these are the upper bound's
   */
  private Expression rest(int at, boolean onLow, boolean onHigh) {
    int key = at << 2 | (onLow ? 2 : 0) | (onHigh ? 1 : 0);
    var before = known.get(key);
    if (before != null) {
      return before;
    }
    Expression found;
    if (at < whole) {
      found = digit(at, onLow, onHigh);
    } else {
      var ways = new ArrayList<Expression>();
      if (mayEnd(at, onLow, onHigh)) {
        ways.add(Expression.EMPTY);
      }
      if (at < whole + fraction) {
        var next = digit(at, onLow, onHigh);
        ways.add(at == whole ? Expression.sequence(Expression.text("."), next) : next);
      }
      found = new Expression.Either(ways);
    }
    known.put(key, found);
    return found;
  }

  private Expression digit(int at, boolean onLow, boolean onHigh) {
    int first = onLow ? low[at] : at == 0 && whole > 1 ? 1 : 0;
    int last = onHigh ? high[at] : 9;
    if (!onLow && !onHigh && at >= whole) { // any digits
      var any = new Expression.One(Characters.of('0' + first, '9'));
      return new Expression.Repeat(any, 1, whole + fraction - at);
    }
    var ways = new ArrayList<Expression>();
    for (int d = first; d <= last; ) {
      boolean low = onLow && d == first;
      boolean high = onHigh && d == last;
      int to = d;
      if (!low && !high) {
        to = onHigh ? last - 1 : last;
      }
      ways.add(
          Expression.sequence(
              new Expression.One(Characters.of('0' + d, '0' + to)), rest(at + 1, low, high)));
      d = to + 1;
    }
    return new Expression.Either(ways);
  }

  private boolean mayEnd(int at, boolean onLow, boolean onHigh) {
    if (onLow && (!zeros(low, at) || !lowIn)) {
      return false;
    }
    return !onHigh || highIn || !zeros(high, at);
  }

  private static boolean zeros(int[] digits, int from) {
    for (int i = from; i < digits.length; i++) {
      if (digits[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
