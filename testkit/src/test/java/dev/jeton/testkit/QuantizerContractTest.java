package dev.jeton.testkit;

import dev.jeton.core.Quantizer;
import dev.jeton.core.Vocabulary;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;

/** The contracts of quantizers, kept by the plainest ones. */
class QuantizerContractTest {
  private static final int DIM = 3;

  @Nested
  class Nearest extends NearestQuantizerContract {
    @Override
    protected Quantizer quantizer() {
      float[] codes = codes(20, 1, 1);
      System.arraycopy(codes, 0, codes, 10 * DIM, DIM); // two equal codes
      return new Brute(new float[][] {codes});
    }
  }

  @Nested
  class Residual extends ResidualQuantizerContract {
    private final float[][] books = {codes(20, 1, 1), codes(16, 2, 0.5), codes(31, 3, 0.2)};

    @Override
    protected Quantizer quantizer() {
      return new Brute(books);
    }

    @Override
    protected float[] codebook(int level) {
      return books[level];
    }

    @Override
    protected Quantizer first(int levels) {
      return new Brute(Arrays.copyOf(books, levels));
    }
  }

  /** Codes with a zero among them, so that a level never makes things worse. */
  private static float[] codes(int count, long seed, double scale) {
    var random = new SplittableRandom(seed);
    var codes = new float[count * DIM];
    for (int i = DIM; i < codes.length; i++) {
      codes[i] = (float) (random.nextGaussian() * scale);
    }
    return codes;
  }

  private record Brute(float[][] books) implements Quantizer {
    @Override
    public int dim() {
      return DIM;
    }

    @Override
    public Vocabulary vocabulary() {
      return Vocabulary.of(
          "brute", Arrays.stream(books).mapToInt(book -> book.length / DIM).toArray());
    }

    @Override
    public void encode(float[] z, int n, int[] ids) {
      for (int row = 0; row < n; row++) {
        float[] rest = Arrays.copyOfRange(z, row * DIM, (row + 1) * DIM);
        for (float value : rest) {
          if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("expected finite values, found " + value);
          }
        }
        for (int level = 0; level < books.length; level++) {
          int id = nearest(rest, books[level]);
          ids[row * books.length + level] = id;
          for (int d = 0; d < DIM; d++) {
            rest[d] -= books[level][id * DIM + d];
          }
        }
      }
    }

    private static int nearest(float[] z, float[] book) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int id = 0; id < book.length / DIM; id++) {
        double distance = 0;
        for (int d = 0; d < DIM; d++) {
          double difference = (double) z[d] - book[id * DIM + d];
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          best = id;
        }
      }
      return best;
    }

    @Override
    public void decode(int[] ids, int n, float[] z) {
      Arrays.fill(z, 0, n * DIM, 0);
      for (int i = 0; i < n * books.length; i++) {
        for (int d = 0; d < DIM; d++) {
          z[i / books.length * DIM + d] += books[i % books.length][ids[i] * DIM + d];
        }
      }
    }
  }
}
