package dev.jeton.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.IdCoder;
import dev.jeton.core.Layout;
import dev.jeton.core.RangeDecoder;
import dev.jeton.core.RangeEncoder;
import dev.jeton.core.Tokens;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link IdCoder} keeps. A test extends this and names its coder and its layouts. */
public abstract class IdCoderContract {
  private final Seed seed = new Seed();

  protected abstract IdCoder coder();

  /** Layouts that the coder takes: small ones, and single places and rows among them. */
  protected abstract List<Layout> layouts();

  @Test
  void randomIdsComeBack() {
    for (var layout : layouts()) {
      comesBack(random(layout, layout.count()));
    }
  }

  @Test
  void skewedIdsComeBack() {
    for (var layout : layouts()) {
      comesBack(skewed(layout));
    }
  }

  @Test
  void constantIdsComeBack() {
    for (var layout : layouts()) {
      comesBack(new Tokens.Ids(layout, new int[layout.count()]));
      comesBack(last(layout));
    }
  }

  @Test
  void everyPrefixComesBack() {
    for (var layout : layouts()) {
      var all = skewed(layout);
      int step = Math.max(1, all.length() / 64);
      for (int n = 0; n <= all.length(); n += step) {
        comesBack(all.prefix(n));
      }
    }
  }

  @Test
  void theCostOfAPrefixIsAPrefixOfTheCosts() {
    for (var layout : layouts()) {
      var all = skewed(layout);
      int n = all.length() / 2;
      double[] costs = coder().bits(all);
      assertArrayEquals(Arrays.copyOf(costs, n), coder().bits(all.prefix(n)), 0.0, seed);
    }
  }

  @Test
  void lengthIsWithinOneByteOfTheCost() {
    for (var layout : layouts()) {
      for (var tokens : List.of(random(layout, layout.count()), skewed(layout), last(layout))) {
        double bits = Arrays.stream(coder().bits(tokens)).sum();
        assertTrue(
            encode(tokens).length <= Math.ceil(bits * (1 + 1e-6) / 8) + 1,
            () -> encode(tokens).length + " bytes for " + bits + " bits; " + seed.get());
      }
    }
  }

  @Test
  void theIdsGivenAreLeftAlone() {
    for (var layout : layouts()) {
      var tokens = skewed(layout);
      var before = tokens.ids().clone();
      encode(tokens);
      coder().bits(tokens);
      assertArrayEquals(before, tokens.ids(), seed);
    }
  }

  @Test
  void anyBytesGiveIdsInRange() {
    for (var layout : layouts()) {
      for (int trial = 0; trial < 8; trial++) {
        var garbage = new byte[seed.random().nextInt(2 * layout.count() + 1)];
        switch (trial) {
          case 0 -> Arrays.fill(garbage, (byte) 0xff);
          case 1 -> {}
          default -> seed.random().nextBytes(garbage);
        }
        var in = new RangeDecoder(garbage, 0, garbage.length);
        var ids = new Tokens.Ids(layout, coder().decode(layout, layout.count(), in));
        assertTrue(ids.complete(), seed);
      }
    }
  }

  private void comesBack(Tokens.Ids tokens) {
    byte[] bytes = encode(tokens);
    var in = new RangeDecoder(bytes, 0, bytes.length);
    assertEquals(
        tokens,
        new Tokens.Ids(tokens.layout(), coder().decode(tokens.layout(), tokens.length(), in)),
        seed);
  }

  private byte[] encode(Tokens.Ids tokens) {
    var out = new RangeEncoder();
    coder().encode(tokens, out);
    assertEquals(out.length(), out.finish().length, seed);
    return out.finish();
  }

  private Tokens.Ids random(Layout layout, int length) {
    return Ids.of(layout, length, (level, size) -> seed.random().nextInt(size));
  }

  /** Small ids far more often than large ones. */
  private Tokens.Ids skewed(Layout layout) {
    return Ids.of(
        layout,
        layout.count(),
        (level, size) -> (int) (size * Math.pow(seed.random().nextDouble(), 4)));
  }

  private static Tokens.Ids last(Layout layout) {
    return Ids.of(layout, layout.count(), (level, size) -> size - 1);
  }
}
