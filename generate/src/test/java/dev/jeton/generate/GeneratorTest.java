package dev.jeton.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static final int SIZE = 3;
  private static final int DRAWS = 20_000;

  private final Seed seed = new Seed();
  private final TableModel chain = new TableModel(3, SIZE, true, seed.random());

  /** Softmax of u + g (c − u) at a temperature. */
  private static double[] distribution(float[] c, float[] u, double g, double temperature) {
    var p = new double[c.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp((u[i] + g * (c[i] - u[i])) / temperature);
    }
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(x -> x / sum).toArray();
  }

  private void checkJoint(Generator generator, double g, double temperature) {
    var conditions = new int[DRAWS];
    Arrays.fill(conditions, 1);
    var counts = new int[SIZE * SIZE * SIZE];
    for (var tokens : generator.generate(conditions, 3, seed.random().nextLong(), 0).tokens()) {
      int[] ids = tokens.ids();
      counts[(ids[0] * SIZE + ids[1]) * SIZE + ids[2]]++;
    }
    for (int i = 0; i < counts.length; i++) {
      int[] ids = {i / SIZE / SIZE, i / SIZE % SIZE, i % SIZE};
      double p = 1;
      for (int place = 0; place < 3; place++) {
        int before = place == 0 ? -1 : ids[place - 1];
        p *=
            distribution(chain.logits(1, before), chain.logits(-1, before), g, temperature)[
                ids[place]];
      }
      double deviation = Math.sqrt(DRAWS * p * (1 - p));
      assertEquals(DRAWS * p, counts[i], 6 * deviation + 1, seed);
    }
  }

  @Test
  void rasterDrawsFromTheProductOfTheConditionals() {
    checkJoint(new Generator(chain, new Raster()), 1, 1);
  }

  @Test
  void guidanceAndTemperatureChangeTheDistributionAsWritten() {
    checkJoint(
        new Generator(chain, new Raster(), Sampler.ofTemperature(0.7), Guidance.constant(2.5)),
        2.5,
        0.7);
    checkJoint(new Generator(chain, new Raster(), Sampler.PLAIN, Guidance.constant(0)), 0, 1);
  }

  @Test
  void oneMaskedRoundDrawsEachPlaceByItself() {
    var model = new TableModel(2, SIZE, false, seed.random());
    var generator = new Generator(model, new MaskedRounds(1, 4.5));
    var counts = new int[SIZE * SIZE];
    var generated = generator.generate(new int[DRAWS], 2, seed.random().nextLong(), 0);
    generated.tokens().forEach(t -> counts[t.ids()[0] * SIZE + t.ids()[1]]++);
    float[] logits = model.logits(0, -1);
    double[] p = distribution(logits, logits, 1, 1);
    for (int i = 0; i < counts.length; i++) {
      double q = p[i / SIZE] * p[i % SIZE];
      assertEquals(DRAWS * q, counts[i], 6 * Math.sqrt(DRAWS * q * (1 - q)) + 1, seed);
    }
    assertEquals(new Generator.Cost(1, 1), generated.cost());
  }

  @Test
  void guidanceOfOneIsTheConditionalModelAndCostsNoSecondCall() {
    int[] conditions = {0, 1, 1, 0};
    var plain = new Generator(chain, new Raster()).generate(conditions, 3, 7, 0);
    var one =
        new Generator(chain, new Raster(), Sampler.PLAIN, Guidance.constant(1))
            .generate(conditions, 3, 7, 0);
    assertEquals(plain, one, seed);
    assertEquals(new Generator.Cost(3, 3), one.cost());
    var guided =
        new Generator(chain, new Raster(), Sampler.PLAIN, Guidance.constant(3))
            .generate(conditions, 3, 7, 0);
    assertEquals(new Generator.Cost(3, 6), guided.cost());
    var linear =
        new Generator(chain, new Raster(), Sampler.PLAIN, Guidance.linear(3))
            .generate(conditions, 3, 7, 0);
    assertEquals(new Generator.Cost(3, 5), linear.cost(), "the first step is not guided");
  }

  @Test
  void sameSeedSameIdsAloneOrTogether() {
    var model = new TableModel(12, 50, false, seed.random());
    var generator = new Generator(model, new MaskedRounds(5, 4.5));
    long number = seed.random().nextLong();
    int[] conditions = {0, 1, TokenModel.UNCONDITIONAL, 1};
    var together = generator.generate(conditions, 12, number, 0).tokens();
    assertEquals(together, generator.generate(conditions, 12, number, 0).tokens(), seed);
    for (int i = 0; i < conditions.length; i++) {
      var alone = generator.generate(new int[] {conditions[i]}, 12, number, i).tokens();
      assertEquals(together.get(i), alone.getFirst(), seed);
    }
    assertNotEquals(together.get(1), together.get(3), seed);
    assertNotEquals(together, generator.generate(conditions, 12, number + 1, 0).tokens(), seed);
  }

  @Test
  void stopsAtAPrefix() {
    var generator = new Generator(chain, new Raster());
    var two = generator.generate(new int[] {0, 1}, 2, 3, 0);
    assertEquals(2, two.cost().steps());
    var three = generator.generate(new int[] {0, 1}, 3, 3, 0);
    for (int i = 0; i < 2; i++) {
      assertEquals(three.tokens().get(i).prefix(2), two.tokens().get(i), seed);
    }
    assertThrows(IllegalArgumentException.class, () -> generator.generate(new int[] {0}, 0, 3, 0));
    assertThrows(IllegalArgumentException.class, () -> generator.generate(new int[] {0}, 4, 3, 0));
  }

  @Test
  void keepsWhatIsDecidedAlready() {
    var model = new TableModel(9, SIZE, false, seed.random());
    var canvas = new Canvas(model.layout(), 8);
    canvas.set(3, 2);
    canvas.set(0, 1);
    for (var order : List.of(new Raster(), new MaskedRounds(4, 1))) {
      new Generator(model, order)
          .fill(
              List.of(canvas),
              new int[] {0},
              List.<RandomGenerator>of(new SplittableRandom(seed.random().nextLong())));
      int[] ids = canvas.tokens().ids();
      assertEquals(8, ids.length);
      assertEquals(2, ids[3]);
      assertEquals(1, ids[0]);
      assertEquals(Canvas.UNKNOWN, canvas.get(8));
    }
  }

  @Test
  void canvasRefusesWhatTheLayoutDoesNotHave() {
    var canvas = new Canvas(chain.layout(), 2);
    assertThrows(IllegalArgumentException.class, () -> canvas.set(0, SIZE));
    assertThrows(IllegalArgumentException.class, () -> canvas.set(0, -1));
    assertThrows(IllegalArgumentException.class, () -> canvas.set(2, 0));
    var incomplete = assertThrows(IllegalStateException.class, canvas::tokens);
    assertEquals("place 0 is not decided", incomplete.getMessage());
  }
}
