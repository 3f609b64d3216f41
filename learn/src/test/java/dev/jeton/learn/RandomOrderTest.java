package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.testkit.Seed;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Generator;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomOrderTest {
  private static final Transformer.Shape TRUNK = new Transformer.Shape(2, 16, 2, 32, true);
  private static final GridTokenModel.Shape SHAPE =
      new GridTokenModel.Shape(List.of(8), 2, 1, TRUNK, 0).withAnyOrder();

  @Test
  void ordersArePermutationsThatBecomeReadingOrder() {
    var seed = new Seed();
    int n = 400;
    int places = 1 + seed.random().nextInt(20);
    var inOrder = IntStream.range(0, places).toArray();
    for (double progress : new double[] {0, 0.4, 0.6, 0.7, 0.75, 1}) {
      int[] orders = RandomOrder.ANNEALED.orders(n, places, progress, seed.random());
      int still = 0;
      for (int i = 0; i < n; i++) {
        var own = Arrays.copyOfRange(orders, i * places, (i + 1) * places);
        still += Arrays.equals(own, inOrder) ? 1 : 0;
        Arrays.sort(own);
        assertArrayEquals(inOrder, own, seed);
      }
      if (progress >= 0.75) {
        assertEquals(n, still, seed);
      } else if (places > 8) {
        double expected = n * (1 - RandomOrder.ANNEALED.chance(progress));
        assertEquals(expected, still, 60, seed); // six standard deviations
      }
    }
  }

  @Test
  void theChanceFallsInALine() {
    assertEquals(1, RandomOrder.ANNEALED.chance(0.49));
    assertEquals(0.4, RandomOrder.ANNEALED.chance(0.65), 1e-12);
    assertEquals(0, RandomOrder.ANNEALED.chance(0.75));
    assertEquals(0, RandomOrder.NEVER.chance(0));
    assertThrows(IllegalArgumentException.class, () -> new RandomOrder(0.7, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new RandomOrder(0, 1.5));
  }

  @Test
  void readingOrderIsOneOfThem() {
    try (var parameters = new Parameters(5, Device.CPU);
        var scope = new Scope();
        var noGrad = new NoGrad()) {
      var model = new GridTokenModel(SHAPE, parameters);
      parameters
          .all()
          .forEach(
              (name, tensor) -> {
                var noise = new Generator(name.hashCode()).normal(tensor.shape()).mul(0.3);
                tensor.copyFrom(tensor.add(noise));
              });
      var ids = Tensor.of(new int[] {0, 7, 2, 3, 4, 4, 6, 1}, 2, 4, 1);
      var labels = Tensor.of(new int[2], 2);
      var inOrder = new int[] {0, 1, 2, 3, 0, 1, 2, 3};
      double expected = model.loss(ids, labels).item();
      assertEquals(expected, model.loss(ids, labels, inOrder).item(), 1e-5);
      var plain =
          new GridTokenModel(new GridTokenModel.Shape(List.of(8), 2, 1, TRUNK, 0), parameters);
      var e = assertThrows(IllegalStateException.class, () -> plain.loss(ids, labels, inOrder));
      assertEquals("this model reads in one order; its shape wants anyOrder", e.getMessage());
    }
  }

  /** Place p holds 2 p or 2 p + 1, a coin thrown once for the whole grid. */
  @Test
  void everyOrderIsLearnt() {
    var random = new SplittableRandom(7); // one training, the same each time
    try (var parameters = new Parameters(5, Device.CPU);
        var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
      GridTokenModel model;
      try (var scope = new Scope()) {
        model = new GridTokenModel(SHAPE, parameters);
      }
      for (int step = 0; step < 200; step++) {
        try (var scope = new Scope()) {
          int[] orders = RandomOrder.ANNEALED.orders(32, 4, 0, random);
          loss(model, 32, random.nextInt(), orders).backward();
          optimizer.step(5e-3);
        }
      }
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        for (var order : List.of(new int[] {0, 1, 2, 3}, new int[] {3, 1, 0, 2})) {
          var orders = new int[32 * 4];
          Arrays.setAll(orders, i -> order[i % 4]);
          // The coin is paid for once.
          assertEquals(Math.log(2) / 4, loss(model, 32, 12345, orders).item(), 0.06);
        }
      }
      int[] drawn = model.generate(new int[20], 1, 5);
      int wrong = 0;
      for (int i = 0; i < drawn.length; i++) {
        wrong += drawn[i] / 2 == i % 4 && drawn[i] % 2 == drawn[i / 4 * 4] % 2 ? 0 : 1;
      }
      assertEquals(0, wrong, 2);
    }
  }

  private static Tensor loss(GridTokenModel model, int n, int coins, int[] orders) {
    var ids = new int[n * 4];
    Arrays.setAll(ids, i -> 2 * (i % 4) + (coins >> (i / 4) & 1));
    return model.loss(Tensor.of(ids, n, 4, 1), Tensor.of(new int[n], n), orders);
  }
}
