package dev.jeton.text.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.TokenizerException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NeuralModelTest {
  private static final int CONTEXT = 3;
  private static final int WIDTH = 5;
  private static final int HIDDEN = 7;

  private final Seed seed = new Seed();
  private final float[] vectors = seed.normals(257 * WIDTH, 0.5);
  private final float[] inner = seed.normals(HIDDEN * CONTEXT * WIDTH, 0.5);
  private final float[] innerBias = seed.normals(HIDDEN, 0.5);
  private final float[] outer = seed.normals(256 * HIDDEN, 0.5);
  private final float[] outerBias = seed.normals(256, 0.5);
  private final NeuralModel model =
      NeuralModel.of(CONTEXT, WIDTH, HIDDEN, vectors, inner, innerBias, outer, outerBias);

  @Test
  void integersSayNearlyWhatTheNetworkSays() {
    var predictor = model.predictor();
    var frequencies = new int[ByteModel.BYTES];
    int[] seen = {256, 256, 256};
    for (int step = 0; step < 50; step++) {
      predictor.frequencies(frequencies);
      double sum = Arrays.stream(frequencies).sum();
      assertTrue(sum <= ByteModel.MOST, seed);
      double[] expected = probabilities(seen);
      for (int b = 0; b < expected.length; b++) {
        assertTrue(frequencies[b] >= 1, seed);
        assertEquals(expected[b], frequencies[b] / sum, 0.02 * expected[b] + 2e-4, seed);
      }
      int next = seed.random().nextInt(256);
      predictor.append((byte) next);
      seen = new int[] {seen[1], seen[2], next};
    }
  }

  private double[] probabilities(int[] seen) {
    var hidden = new double[HIDDEN];
    for (int h = 0; h < HIDDEN; h++) {
      hidden[h] = innerBias[h];
      for (int i = 0; i < CONTEXT * WIDTH; i++) {
        hidden[h] += inner[h * CONTEXT * WIDTH + i] * vectors[seen[i / WIDTH] * WIDTH + i % WIDTH];
      }
      hidden[h] = Math.max(0, hidden[h]);
    }
    var probabilities = new double[256];
    double sum = 0;
    for (int b = 0; b < 256; b++) {
      double logit = outerBias[b];
      for (int h = 0; h < HIDDEN; h++) {
        logit += outer[b * HIDDEN + h] * hidden[h];
      }
      probabilities[b] = Math.exp(logit);
      sum += probabilities[b];
    }
    for (int b = 0; b < 256; b++) {
      probabilities[b] /= sum;
    }
    return probabilities;
  }

  @Test
  void itsFileLeadsTheCoder() {
    byte[] file = NeuralFile.bytes(model);
    assertArrayEquals(file, NeuralFile.bytes(NeuralFile.read(file)));
    var compressor = TextCompressor.of(file);
    var windows = new EqualInfoWindows(model, 12);
    var dictionary = WindowDictionary.of(windows);
    for (var text : Documents.awkward(seed.random())) {
      assertArrayEquals(text, compressor.decompress(compressor.compress(text)), seed);
      assertArrayEquals(windows.encode(text), dictionary.encode(text), seed);
    }
  }

  /** Sums of the largest numbers that are allowed still fit. */
  @Test
  void extremesDoNotOverflow() {
    int inputs = NeuralModel.MOST_INPUTS;
    int hidden = NeuralModel.MOST_HIDDEN;
    var extreme =
        new NeuralModel(
            64,
            inputs / 64,
            hidden,
            filled(257 * inputs / 64, NeuralModel.MOST_VALUE),
            filled(hidden * inputs, NeuralModel.MOST_WEIGHT),
            filled(hidden, NeuralModel.MOST_BIAS),
            filled(256 * hidden, NeuralModel.MOST_WEIGHT),
            filled(256, NeuralModel.MOST_BIAS));
    var frequencies = new int[ByteModel.BYTES];
    extreme.predictor().frequencies(frequencies);
    assertArrayEquals(filled(256, 16385), frequencies);
    assertTrue(
        (long) inputs * NeuralModel.MOST_VALUE * NeuralModel.MOST_WEIGHT + NeuralModel.MOST_BIAS
            <= Integer.MAX_VALUE);
    assertTrue(
        2048L * hidden * NeuralModel.MOST_WEIGHT + NeuralModel.MOST_BIAS <= Integer.MAX_VALUE);
  }

  private static int[] filled(int count, int value) {
    var numbers = new int[count];
    Arrays.fill(numbers, value);
    return numbers;
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    var biases = filled(256, 0);
    biases[3] = NeuralModel.MOST_BIAS + 1;
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new NeuralModel(
                    1, 1, 1, filled(257, 0), new int[1], new int[1], filled(256, 0), biases));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("expected outer biases of "), e.getMessage());
    byte[] cut = Arrays.copyOf(NeuralFile.bytes(model), 100);
    assertThrows(TokenizerException.class, () -> NeuralFile.read(cut));
  }
}
