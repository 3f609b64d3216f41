package dev.jeton.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangeCoderTest {
  private final long seed = Long.getLong("jeton.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final String again = "run again with -Djeton.seed=" + seed;

  /** One symbol: a bit where {@code size} is 0. */
  private record Symbol(int size, int one, int value) {
    int pass(SymbolCoder coder) {
      return size == 0 ? coder.bit(value, one) : coder.uniform(value, size);
    }

    double bits() {
      return Math.log(size == 0 ? 65536.0 / (value == 1 ? one : 65536 - one) : size) / Math.log(2);
    }
  }

  @Test
  void symbolsComeBackAndCostWhatTheyShould() {
    for (int trial = 0; trial < 3000; trial++) {
      var symbols = new Symbol[random.nextInt(1, 200)];
      int kind = random.nextInt(4);
      for (int i = 0; i < symbols.length; i++) {
        symbols[i] = symbol(kind);
      }
      comesBack(symbols);
    }
  }

  private Symbol symbol(int kind) {
    return switch (kind) {
      case 0 -> { // likely bits at any probability
        int one = random.nextInt(1, 65536);
        yield new Symbol(0, one, random.nextInt(65536) < one ? 1 : 0);
      }
      case 1 -> new Symbol(0, 65535, random.nextInt(100) == 0 ? 0 : 1);
      case 2 -> new Symbol(0, 1, random.nextInt(100) == 0 ? 1 : 0);
      default -> {
        int size = random.nextInt(8) == 0 ? Integer.MAX_VALUE : random.nextInt(1, 1025);
        yield new Symbol(size, 0, random.nextBoolean() ? size - 1 : random.nextInt(size));
      }
    };
  }

  private void comesBack(Symbol[] symbols) {
    var out = new RangeEncoder();
    double bits = 0;
    for (var symbol : symbols) {
      assertEquals(symbol.value(), symbol.pass(out), again);
      bits += symbol.bits();
      assertEquals(out.finish().length, out.length(), again);
      assertTrue(out.length() <= Math.ceil(bits * (1 + 1e-7) / 8) + 1, again);
    }
    byte[] bytes = out.finish();
    assertTrue(bytes.length == 0 || bytes[bytes.length - 1] != 0, again);
    var in = new RangeDecoder(bytes, 0, bytes.length);
    for (var symbol : symbols) {
      assertEquals(symbol.value(), new Symbol(symbol.size(), symbol.one(), 0).pass(in), again);
    }
  }

  @Test
  void carriesRunThroughWrittenBytes() {
    // Almost-certain ones in the top of the interval leave bytes of 0xff behind until a carry.
    for (int length = 1; length < 400; length++) {
      var symbols = new Symbol[length + 8];
      for (int i = 0; i < symbols.length; i++) {
        symbols[i] = new Symbol(257, 0, i < length ? 256 : random.nextInt(257));
      }
      comesBack(symbols);
    }
  }

  @Test
  void nothingCostsNothing() {
    assertEquals(0, new RangeEncoder().finish().length);
  }
}
