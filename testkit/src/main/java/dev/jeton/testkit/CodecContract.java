package dev.jeton.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Budget;
import dev.jeton.core.BudgetException;
import dev.jeton.core.Codec;
import dev.jeton.core.JetonFile;
import dev.jeton.core.JetonFileException;
import dev.jeton.core.Signal;
import dev.jeton.core.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Codec} keeps. A test extends this and names its codec, some signals and a
 * distortion.
 *
 * @param <S> the kind of signal
 */
public abstract class CodecContract<S extends Signal> {
  private final Seed seed = new Seed();

  protected abstract Codec<S> codec();

  /** Signals of several sizes, the smallest possible among them; few, since each is coded often. */
  protected abstract List<S> signals();

  /** How far {@code decoded} is from {@code original}; 0 where they are equal. */
  protected abstract double distortion(S original, S decoded);

  /** Budgets, each larger than the one before, at which the mean distortion must fall. */
  protected List<Budget> budgets() {
    return List.of(
        new Budget.Tokens(4), new Budget.Tokens(32), new Budget.Tokens(256), Budget.UNLIMITED);
  }

  /** A larger budget's mean distortion is at most this times the smaller one's. */
  protected double margin() {
    return 1;
  }

  @Test
  void decodedSignalsHaveTheirOldExtent() {
    for (var signal : signals()) {
      var tokens = codec().encode(signal, Budget.UNLIMITED);
      assertEquals(signal.extent(), tokens.layout().signal());
      assertEquals(codec().layout(signal.extent()), tokens.layout());
      assertEquals(signal.extent(), codec().decode(tokens).extent());
      assertTrue(tokens.complete(), "without a budget all tokens are there");
    }
  }

  @Test
  void encodingIsDeterministic() {
    for (var signal : signals()) {
      var first = codec().encode(signal, Budget.UNLIMITED);
      assertEquals(first, codec().encode(signal, Budget.UNLIMITED));
      assertEquals(
          0, distortion(codec().decode(first), codec().decode(first)), "decoding is deterministic");
    }
  }

  @Test
  void tokenBudgetsAreKept() {
    for (var signal : signals()) {
      int all = codec().layout(signal.extent()).count();
      for (int budget = 1; budget < 2 * all; budget = 2 * budget + 1) {
        int count = budget;
        if (codec().progressive() || count >= all) {
          assertTrue(codec().encode(signal, new Budget.Tokens(count)).length() <= count);
        } else {
          assertThrows(
              BudgetException.class, () -> codec().encode(signal, new Budget.Tokens(count)));
        }
      }
    }
  }

  @Test
  void byteBudgetsAreKept() {
    for (var signal : signals()) {
      int all = bytes(codec().encode(signal, Budget.UNLIMITED)).length;
      assertThrows(BudgetException.class, () -> codec().encode(signal, new Budget.Bytes(1)));
      for (int budget = all; codec().progressive() && budget > 48; budget = budget * 2 / 3) {
        int found = bytes(codec().encode(signal, new Budget.Bytes(budget))).length;
        assertTrue(found <= budget, "expected at most " + budget + " bytes, found " + found);
      }
    }
  }

  @Test
  void everyPrefixOfAProgressiveCodecDecodes() {
    for (var signal : signals()) {
      var all = codec().encode(signal, Budget.UNLIMITED);
      int step = codec().progressive() ? Math.max(1, all.length() / 16) : all.length();
      for (int n = codec().progressive() ? 1 : all.length(); n <= all.length(); n += step) {
        assertEquals(signal.extent(), codec().decode(all.prefix(n)).extent());
      }
    }
  }

  @Test
  void tokensComeBackFromTheFile() throws JetonFileException {
    for (var signal : signals()) {
      var all = codec().encode(signal, Budget.UNLIMITED);
      int shortest = codec().progressive() ? 1 : all.length();
      for (int n = all.length(); n >= shortest; n /= 3) {
        var tokens = all.prefix(n);
        assertEquals(tokens, JetonFile.read(bytes(tokens), codec()).tokens());
      }
    }
  }

  @Test
  void randomTokensDecode() {
    for (var signal : signals()) {
      var layout = codec().layout(signal.extent());
      var tokens = Ids.of(layout, layout.count(), (level, size) -> seed.random().nextInt(size));
      assertEquals(signal.extent(), codec().decode(tokens).extent(), seed);
    }
  }

  @Test
  void tokensOfAnotherLayoutAreRefused() {
    var signal = signals().getFirst();
    var own = codec().layout(signal.extent());
    var vocabulary = dev.jeton.core.Vocabulary.of("another", 7);
    var other =
        new dev.jeton.core.Layout(vocabulary, List.of(dev.jeton.core.Extent.of(1)), own.signal());
    assertThrows(
        IllegalArgumentException.class, () -> codec().decode(new Tokens.Ids(other, new int[] {0})));
  }

  @Test
  void meanDistortionFallsWithTheBudget() {
    double before = Double.POSITIVE_INFINITY;
    for (var budget : codec().progressive() ? budgets() : List.of(Budget.UNLIMITED)) {
      double mean = 0;
      for (var signal : signals()) {
        mean += distortion(signal, codec().decode(codec().encode(signal, budget)));
      }
      mean /= signals().size();
      double limit = before * margin();
      double found = mean;
      assertTrue(
          found <= limit,
          () -> "expected at most %g at %s, found %g".formatted(limit, budget, found));
      before = mean;
    }
  }

  private byte[] bytes(Tokens.Ids tokens) {
    return new JetonFile(codec(), tokens).bytes();
  }
}
