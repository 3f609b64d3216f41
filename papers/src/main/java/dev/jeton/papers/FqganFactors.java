package dev.jeton.papers;

import static dev.jeton.papers.FqganArm.DIM;
import static dev.jeton.papers.FqganArm.GRID;

import dev.jeton.beds.PictureCodec;
import dev.jeton.core.Quantizer;
import dev.jeton.measure.LinearProbe;
import dev.jeton.measure.MutualInformation;
import java.util.Map;
import java.util.stream.IntStream;

/** What the factors of a codec know of each other and of the pictures' classes. */
final class FqganFactors {
  private FqganFactors() {}

  /**
   * Adds mutual information and the accuracy of a linear probe on each factor.
   *
   * @param train ids of the training pictures
   * @param test ids of the test pictures
   */
  static void measure(
      Map<String, Double> numbers, CifarBed bed, PictureCodec codec, int[] train, int[] test) {
    var frozen = codec.quantizer().freeze();
    int factors = frozen.vocabulary().levels();
    double sum = 0;
    for (int a = 0; a < factors; a++) {
      for (int b = 0; b < a; b++) {
        sum += MutualInformation.bits(level(train, a, factors), level(train, b, factors));
      }
    }
    if (factors > 1) {
      numbers.put("mutual_information_bits", sum / (factors * (factors - 1) / 2));
    }
    for (int f = 0; f < factors; f++) {
      var probe =
          LinearProbe.fit(
              vectors(frozen, train, f, factors),
              GRID * GRID * DIM,
              bed.train().labels(),
              bed.train().classes().size(),
              1e-3);
      numbers.put(
          "probe_" + f, probe.accuracy(vectors(frozen, test, f, factors), bed.test().labels()));
    }
  }

  private static int[] level(int[] ids, int factor, int factors) {
    return IntStream.range(0, ids.length / factors).map(i -> ids[i * factors + factor]).toArray();
  }

  /** One factor's code vectors, {@code [pictures][places · DIM]}. */
  private static float[] vectors(Quantizer frozen, int[] ids, int factor, int factors) {
    int rows = ids.length / factors;
    var all = new float[rows * frozen.dim()];
    frozen.decode(ids, rows, all);
    var own = new float[rows * DIM];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(all, i * frozen.dim() + factor * DIM, own, i * DIM, DIM);
    }
    return own;
  }
}
