package dev.jeton.nets.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Spec;
import dev.jeton.core.Vocabulary;
import dev.jeton.generate.Canvas;
import dev.jeton.generate.DecodingOrder;
import dev.jeton.generate.Generator;
import dev.jeton.generate.Guidance;
import dev.jeton.generate.MaskedRounds;
import dev.jeton.generate.Raster;
import dev.jeton.generate.Sampler;
import dev.jeton.generate.TokenModel;
import dev.jeton.nets.ParameterSource;
import dev.jeton.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTransformerTest {
  private static final int PLACES = 9;
  private static final int SIZE = 11;

  private final Seed seed = new Seed();
  private final Layout layout =
      new Layout(Vocabulary.of("v", SIZE), List.of(Extent.of(PLACES)), Extent.of(1));

  private TokenTransformer model(boolean causal, boolean square) {
    var shape = new TokenShape(causal, SIZE, PLACES, square ? 3 : 0, 4, true, 2, 24, 3, 40);
    ParameterSource random =
        (name, sizes) -> seed.normals(Arrays.stream(sizes).reduce(1, (a, b) -> a * b), 0.4);
    return TokenTransformer.of(shape, layout, random);
  }

  private Canvas canvas(double decided) {
    var canvas = new Canvas(layout, PLACES);
    for (int i = 0; i < PLACES; i++) {
      if (seed.random().nextDouble() < decided) {
        canvas.set(i, seed.random().nextInt(SIZE));
      }
    }
    return canvas;
  }

  private static int[] all() {
    return IntStream.range(0, PLACES).toArray();
  }

  private static float[] once(TokenModel model, int condition, Canvas canvas, int... positions) {
    var logits = new float[positions.length * SIZE];
    try (var session = model.open(new int[] {condition})) {
      session.predict(List.of(canvas), new int[][] {positions}, logits);
    }
    return logits;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void placeByPlaceEqualsAllAtOnce(boolean square) {
    var model = model(true, square);
    var full = canvas(1);
    float[] whole = once(model, 2, full, all());
    var growing = new Canvas(layout, PLACES);
    try (var session = model.open(new int[] {2})) {
      var row = new float[SIZE];
      for (int place = 0; place < PLACES; place++) {
        for (int again = 0; again < 2; again++) {
          session.predict(List.of(growing), new int[][] {{place}}, row);
          assertArrayEquals(
              Arrays.copyOfRange(whole, place * SIZE, (place + 1) * SIZE), row, 1e-4f, seed);
        }
        growing.set(place, full.get(place));
      }
    }
  }

  /** Whatever happens to the canvas, a session says what a new one would say. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSessionFollowsAnyChange(boolean causal) {
    var model = model(causal, false);
    var random = seed.random();
    var canvas = canvas(1);
    try (var session = model.open(new int[] {1})) {
      for (int round = 0; round < 20; round++) {
        for (int changes = random.nextInt(3); changes > 0; changes--) {
          canvas.set(random.nextInt(PLACES), random.nextInt(SIZE));
        }
        int[] asked = Arrays.stream(all()).filter(i -> random.nextInt(3) == 0).toArray();
        var logits = new float[asked.length * SIZE];
        session.predict(List.of(canvas), new int[][] {asked}, logits);
        assertArrayEquals(once(model, 1, canvas, asked), logits, 1e-4f, seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBatchEqualsItsCanvasesAlone(boolean causal) {
    var model = model(causal, true);
    int n = 5;
    var random = seed.random();
    var canvases = new ArrayList<Canvas>();
    var conditions = new int[n];
    var asked = new int[n][];
    int count = 0;
    for (int i = 0; i < n; i++) {
      conditions[i] = random.nextInt(5) - 1;
      canvases.add(canvas(causal ? 1 : 0.5));
      asked[i] = Arrays.stream(all()).filter(p -> random.nextBoolean()).toArray();
      count += asked[i].length;
    }
    var logits = new float[count * SIZE];
    try (var session = model.open(conditions)) {
      session.predict(canvases, asked, logits);
    }
    int from = 0;
    for (int i = 0; i < n; i++) {
      int to = from + asked[i].length * SIZE;
      assertArrayEquals(
          once(model, conditions[i], canvases.get(i), asked[i]),
          Arrays.copyOfRange(logits, from, to),
          1e-4f,
          seed);
      from = to;
    }
  }

  @Test
  void causalLogitsDoNotDependOnLaterPlacesAndMaskedOnesDo() {
    for (boolean causal : new boolean[] {true, false}) {
      var model = model(causal, false);
      var canvas = canvas(1);
      float[] before = once(model, 0, canvas, 4);
      canvas.set(6, (canvas.get(6) + 1) % SIZE);
      assertEquals(causal, Arrays.equals(before, once(model, 0, canvas, 4)), seed);
      assertTrue(!Arrays.equals(before, once(model, 1, canvas, 4)), seed);
    }
  }

  @Test
  void generatesInBothOrdersWithGuidance() {
    for (boolean causal : new boolean[] {true, false}) {
      DecodingOrder order = causal ? new Raster() : new MaskedRounds(4, 4.5);
      var generator = new Generator(model(causal, true), order, Sampler.PLAIN, Guidance.linear(2));
      var made = generator.generate(new int[] {0, 1, 2}, 7, 5, 0);
      assertEquals(3, made.tokens().size());
      assertEquals(7, made.tokens().getFirst().length());
      assertEquals(made.tokens(), generator.generate(new int[] {0, 1, 2}, 7, 5, 0).tokens());
    }
  }

  @Test
  void saysWhatIsMissing() {
    var causal = model(true, false);
    var unknown = new Canvas(layout, PLACES);
    var ahead = assertThrows(IllegalArgumentException.class, () -> once(causal, 0, unknown, 1));
    assertEquals("place 1 is asked for, place 0 before it is not decided", ahead.getMessage());
    assertThrows(IllegalArgumentException.class, () -> causal.open(new int[] {4}));
    assertThrows(IllegalArgumentException.class, () -> causal.open(new int[] {-2}));
    var other = new Layout(Vocabulary.of("v", SIZE + 1), List.of(Extent.of(PLACES)), Extent.of(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> TokenTransformer.of(causal.shape(), other, (name, sizes) -> new float[0]));
  }

  @Test
  void theShapeIsText() {
    for (boolean causal : new boolean[] {true, false}) {
      var shape = model(causal, causal).shape();
      assertEquals(shape, TokenShape.of(Spec.parse(shape.spec().toString())));
    }
    for (var text :
        new String[] {
          "other(vocabulary=4)",
          "causal",
          "masked(classes=1,dim=7,heads=1,hidden=8,layers=1,places=4,vocabulary=4)",
          "masked(classes=1,dim=8,heads=1,hidden=8,layers=1,places=4,side=3,vocabulary=4)",
          "masked(classes=0,dim=8,heads=1,hidden=8,layers=1,places=4,vocabulary=4)",
          "masked(classes=1,dim=8,heads=1,hidden=2000000,layers=1,places=4,vocabulary=4)"
        }) {
      assertThrows(IllegalArgumentException.class, () -> TokenShape.of(Spec.parse(text)), text);
    }
  }
}
