package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightWidthTest {
  private static final WidthChoice GIVEN = WidthChoice.given(512);

  @ParameterizedTest
  @CsvSource({
    "50, 98, 512 bits (measured: 98 against 50 GB/s at 256)",
    "31, 31, 512 bits (measured: 31 against 31 GB/s at 256)",
    "30.8, 30, 512 bits (measured: 30 against 31 GB/s at 256)",
    "31, 30, 256 bits (measured: 31 against 30 GB/s at 512)",
    "40, 25, 256 bits (measured: 40 against 25 GB/s at 512)",
    "40, 20, 512 bits",
    "20, 60, 512 bits",
    "3, 5, 512 bits",
    "0.1, 0.2, 512 bits",
    "30, 0.2, 512 bits"
  })
  void theFasterWins(double narrow, double wide, String expected) {
    assertEquals(expected, WidthChoice.of(narrow, wide).toString());
  }

  @Test
  void isTakenAsGivenWithoutMeasurement() throws InterruptedException {
    var decision = new WidthDecision();
    assertSame(GIVEN, decision.get(GIVEN));
    var asked = new CountDownLatch(1);
    decision.begin(
        () -> {
          asked.countDown();
          return WidthChoice.of(30, 25);
        });
    assertSame(GIVEN, decision.get(WidthChoice.given(128)));
    assertEquals(1, asked.getCount());
  }

  @Test
  void waitsForAMeasurement() {
    var decision = new WidthDecision();
    decision.begin(
        () -> {
          Thread.sleep(WidthDecision.PATIENCE_MILLIS / 10);
          return WidthChoice.of(30, 25);
        });
    assertEquals(256, decision.get(GIVEN).bits());
    assertEquals(256, decision.get(GIVEN).bits());
  }

  @Test
  void doesNotWaitForLong() throws InterruptedException {
    var decision = new WidthDecision();
    var ended = new CountDownLatch(1);
    decision.begin(
        () -> {
          try {
            Thread.sleep(Duration.ofMinutes(10));
            return WidthChoice.of(30, 25);
          } finally {
            ended.countDown();
          }
        });
    assertSame(GIVEN, decision.get(GIVEN));
    ended.await();
    assertSame(GIVEN, decision.get(GIVEN));
  }

  @Test
  void doesNotFail() {
    var decision = new WidthDecision();
    decision.begin(
        () -> {
          throw new LinkageError("no such vectors");
        });
    assertSame(GIVEN, decision.get(GIVEN));
  }

  @Test
  void keepsTheInterruptOfWhoAsks() {
    var decision = new WidthDecision();
    decision.begin(
        () -> {
          Thread.sleep(Duration.ofMinutes(10));
          return WidthChoice.of(30, 25);
        });
    Thread.currentThread().interrupt();
    assertSame(GIVEN, decision.get(GIVEN));
    assertTrue(Thread.interrupted());
  }

  @Test
  void measuresWithinItsLimitAWidthTheMachineHas() throws InterruptedException {
    assumeTrue(Kernels.vectors() && VectorKernels.F.vectorBitSize() == 512);
    for (long limit : new long[] {0, 500_000_000}) {
      long start = System.nanoTime();
      var choice = VectorWidthKernels.measure(limit);
      double seconds = (System.nanoTime() - start - limit) / 1e9;
      assertTrue(seconds < 5, () -> seconds + " s over"); // machines of tests are busy
      assertTrue(choice.bits() == 256 || choice.bits() == 512, choice::toString);
      assertTrue(choice.narrow() < 2000 && choice.wide() < 2000, choice::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128, 256})
  void whatIsAskedForWins(int bits) throws Exception {
    assumeTrue(Kernels.vectors() && VectorKernels.F.vectorBitSize() >= bits);
    assertEquals(
        "Vector API, " + Math.max(128, bits) + " bits",
        inAProcess("-Djeton.vectorBits=" + bits, "measure"));
  }

  @Test
  void plainLoopsStayPlain() throws Exception {
    assertEquals(new ScalarKernels().name(), inAProcess("-Djeton.vectorBits=0", "measure"));
  }

  @Test
  void weightsMayBeNarrowerThanTheRest() throws Exception {
    assumeTrue(Kernels.vectors() && VectorKernels.F.vectorBitSize() == 512);
    long seed = Long.getLong("jeton.seed", System.nanoTime());
    assertEquals(
        "Vector API, 256 bits (measured: 40 against 30 GB/s at 512)",
        inAProcess("-Djeton.seed=" + seed, "narrow"),
        () -> "-Djeton.seed=" + seed);
  }

  private static String inAProcess(String property, String argument) throws Exception {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            property,
            "-cp",
            System.getProperty("java.class.path"),
            WeightWidthTest.class.getName(),
            argument);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var out = process.inputReader()) {
      return String.valueOf(out.readLine());
    } finally {
      process.waitFor();
    }
  }

  /** Measures where there is a choice, or takes narrow vectors and tests all that use them. */
  public static void main(String[] arguments) {
    if (arguments[0].equals("narrow")) {
      VectorWidthKernels.decide(WidthChoice.of(40, 30));
      for (var type : WeightType.values()) {
        if (EightBitRows.has(type)) {
          new EightBitRowsTest().equalsTheTwinToTheBit(type);
        }
        new WeightRowsTest().readsWhatTheTwinReads(type);
        new WeightRowsTest().productsAreThoseOfTheNumbers(type);
      }
      new TransformerKernelsTest().attention(65);
      new VectorMathTest().reductions(1000);
    } else {
      WeightWidth.measure();
    }
    System.out.println(WeightWidth.implementation());
  }

  /** In a process whose tests have used weights or use them later: the decision is one. */
  @Test
  void isDecidedOnce() {
    WeightWidth.measure();
    var decided = WeightWidth.implementation();
    WeightWidth.measure();
    assertEquals(decided, WeightWidth.implementation());
    if (Kernels.vectors()) {
      int bits = VectorWeightKernels.F.vectorBitSize();
      assertEquals("Vector API, " + bits + " bits", decided.replaceFirst(" \\(.*", ""));
      assertEquals(bits, 32 * Kernels.best().eightBitLanes());
    } else {
      assertEquals(Kernels.implementation(), decided);
    }
  }
}
