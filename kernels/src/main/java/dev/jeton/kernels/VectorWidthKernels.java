package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Measures which vectors multiply weights of 8 bits faster, those of 256 or those of 512 bits. */
final class VectorWidthKernels {
  private static final VectorSpecies<Short> NARROW = ShortVector.SPECIES_256;
  private static final VectorSpecies<Short> WIDE = ShortVector.SPECIES_512;

  /** Pairs of weights, 64 KiB: more than the first cache has, as weights are, and soon read. */
  private static final int PAIRS = 1 << 15;

  /** Pairs that are multiplied in a call before all is compiled. */
  private static final int FEW = 256;

  /** Slower than this a call for {@link #FEW} pairs was not compiled. */
  private static final long COMPILED_NANOS = 1000;

  /** When to give up. */
  private static final long LIMIT_NANOS = 500_000_000;

  /** Longer than processors take to change their clock for wide vectors, and back. */
  private static final long TURN_NANOS = 2_000_000;

  private static final int TURNS = 3;

  private static final WidthDecision DECISION = new WidthDecision();

  private final short[] weights = new short[PAIRS];
  private final short[] codes = new short[64];
  private final short[] sums = new short[32];

  private VectorWidthKernels() {
    for (int i = 0; i < PAIRS; i++) {
      weights[i] = (short) (i * 0x9E37);
    }
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (short) (4 * i - 127);
    }
  }

  /** Begins to measure where the processor prefers 512 bits and nobody has chosen. */
  static void begin() {
    if (Integer.getInteger("jeton.vectorBits") == null
        && FloatVector.SPECIES_PREFERRED.vectorBitSize() == 512) {
      DECISION.begin(() -> measure(LIMIT_NANOS));
    }
  }

  /** Takes a choice as if it had been measured: for tests, in a process of their own. */
  static void decide(WidthChoice choice) {
    DECISION.begin(() -> choice);
  }

  /** What is decided now, if it was not before. */
  static WidthChoice choice() {
    return DECISION.get(WidthChoice.given(Math.max(128, VectorKernels.F.vectorBitSize())));
  }

  /**
   * The faster width, or 512 bits where that is not known in time.
   *
   * @param limitNanos for all but the last few milliseconds
   */
  static WidthChoice measure(long limitNanos) throws InterruptedException {
    var loops = new VectorWidthKernels();
    return loops.compile(System.nanoTime() + limitNanos) ? loops.measure() : WidthChoice.given(512);
  }

  private WidthChoice measure() {
    long narrow = Long.MAX_VALUE;
    long wide = Long.MAX_VALUE;
    for (int turn = 0; turn < TURNS; turn++) {
      narrow = Math.min(narrow, turn(false));
      wide = Math.min(wide, turn(true));
    }
    return WidthChoice.of(2.0 * PAIRS / narrow, 2.0 * PAIRS / wide);
  }

  /** The least nanoseconds of a pass over all weights, within a few milliseconds. */
  private long turn(boolean isWide) {
    long end = System.nanoTime() + TURN_NANOS;
    long least = Long.MAX_VALUE;
    do {
      least = Math.min(least, nanos(isWide, PAIRS));
    } while (System.nanoTime() < end);
    return least;
  }

  /*
   * A loop is compiled for good when its method was called 5,000 times. Until then each operation
   * on vectors goes lane by lane through dozens of methods of the JDK, which get hot, are compiled
   * and keep the compiler from the loop: 0.6 s if all calls do work. So all but two in a thousand
   * do none, which takes 0.1 s. With fewer the compiler knows too little and leaves vectors on the
   * heap, which shows in the times.
   */

  /** Calls both loops until they are compiled, and says whether they were in time. */
  private boolean compile(long end) throws InterruptedException {
    boolean narrow = false;
    boolean wide = false;
    do {
      narrow = narrow || compiled(false);
      wide = wide || compiled(true);
      if (narrow && wide) {
        return true;
      }
      Thread.sleep(1); // while the compiler works
    } while (System.nanoTime() < end);
    return false;
  }

  private boolean compiled(boolean isWide) {
    for (int i = 0; i < 1000; i++) {
      multiply(isWide, 0);
    }
    nanos(isWide, FEW);
    return nanos(isWide, FEW) < COMPILED_NANOS;
  }

  private long nanos(boolean isWide, int pairs) {
    long start = System.nanoTime();
    multiply(isWide, pairs);
    return System.nanoTime() - start;
  }

  private void multiply(boolean isWide, int pairs) {
    if (isWide) {
      wide(weights, pairs, codes, sums);
    } else {
      narrow(weights, pairs, codes, sums);
    }
  }

  // ---- the loops: bytes taken apart and multiplied in 16 bits, as the kernels for weights do ----

  private static void narrow(short[] weights, int pairs, short[] codes, short[] sums) {
    var sum = ShortVector.zero(NARROW);
    for (int i = 0, k = 0; i < pairs; i += 16, k = k + 2 & 62) {
      var two = ShortVector.fromArray(NARROW, weights, i);
      var even = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      var odd = two.lanewise(VectorOperators.ASHR, 8);
      sum =
          sum.add(
              even.mul(ShortVector.broadcast(NARROW, codes[k]))
                  .add(odd.mul(ShortVector.broadcast(NARROW, codes[k + 1]))));
    }
    sum.intoArray(sums, 0);
  }

  private static void wide(short[] weights, int pairs, short[] codes, short[] sums) {
    var sum = ShortVector.zero(WIDE);
    for (int i = 0, k = 0; i < pairs; i += 32, k = k + 2 & 62) {
      var two = ShortVector.fromArray(WIDE, weights, i);
      var even = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      var odd = two.lanewise(VectorOperators.ASHR, 8);
      sum =
          sum.add(
              even.mul(ShortVector.broadcast(WIDE, codes[k]))
                  .add(odd.mul(ShortVector.broadcast(WIDE, codes[k + 1]))));
    }
    sum.intoArray(sums, 0);
  }
}
