package dev.jeton.beds;

import dev.jeton.core.Quantizer;
import dev.jeton.learn.Losses;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.elastic.LatentCodec;
import dev.jeton.measure.FeatureStatistics;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a {@link LatentCodec} makes of pictures from their first tokens alone, by ids of the frozen
 * quantizer.
 *
 * @param kept tokens of each picture
 * @param psnr mean over pictures in dB, values rounded to 8 bits
 * @param msSsim mean, over as many scales as fit
 * @param fdCls Fréchet distance of decoded from given pictures on the classifier's features
 * @param accuracy share of decoded pictures that the classifier gives their class
 */
public record PrefixEvaluation(
    int kept, double psnr, double msSsim, double fdCls, double accuracy) {
  private static final int BATCH = 100;
  private static final int WINDOW = 11;

  /** The ids of all pictures, {@code [pictures][tokens]} flat. */
  public static int[] ids(LatentCodec codec, Pictures pictures) {
    var frozen = codec.quantizer().freeze();
    var ids = new ArrayList<int[]>();
    for (int start = 0; start < pictures.size(); start += BATCH) {
      int n = Math.min(BATCH, pictures.size() - start);
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var rows = codec.encode(pictures.batch(IntStream.range(start, start + n).toArray()));
        var own = new int[(int) rows.size(0)];
        frozen.encode(rows.toFloats(), own.length, own);
        ids.add(own);
      }
    }
    return ids.stream().flatMapToInt(IntStream::of).toArray();
  }

  /**
   * Pictures from ids alone.
   *
   * @param ids {@code [n][tokens]}, all tokens
   * @param grid places along a side where tokens are a grid, 0 where they are a line
   * @param kept how many tokens of each the decoder sees; all of them for a grid
   * @return {@code [n, 3, side, side]}
   */
  public static Tensor decode(
      LatentCodec codec, Quantizer frozen, int[] ids, int n, int grid, int kept) {
    var vectors = new float[ids.length * frozen.dim()];
    frozen.decode(ids, ids.length, vectors);
    var rows = Tensor.of(vectors, ids.length, frozen.dim());
    return grid > 0
        ? codec.decode(rows, grid, grid, null)
        : codec.decode(rows, 1, ids.length / n, Tensor.full(kept, n));
  }

  /**
   * Decodes all pictures at some lengths.
   *
   * @param ids of these pictures: {@link #ids}
   * @param lengths tokens to keep
   */
  public static List<PrefixEvaluation> of(
      LatentCodec codec,
      int[] ids,
      int grid,
      List<Integer> lengths,
      Pictures pictures,
      FdCls judge) {
    var real = judge.statistics(pictures);
    var sums = new ArrayList<Sums>();
    lengths.forEach(length -> sums.add(new Sums(judge.statistics())));
    var frozen = codec.quantizer().freeze();
    int tokens = ids.length / pictures.size();
    int scales =
        Math.min(
            5, 1 + Integer.numberOfTrailingZeros(Integer.highestOneBit(pictures.side() / WINDOW)));
    for (int start = 0; start < pictures.size(); start += BATCH) {
      int n = Math.min(BATCH, pictures.size() - start);
      var own = Arrays.copyOfRange(ids, start * tokens, (start + n) * tokens);
      var indices = IntStream.range(start, start + n).toArray();
      for (int l = 0; l < lengths.size(); l++) {
        try (var scope = new Scope();
            var noGrad = new NoGrad()) {
          var x = pictures.batch(indices);
          var y = decode(codec, frozen, own, n, grid, lengths.get(l));
          sums.get(l)
              .add(x, PictureEvaluation.eightBits(y), pictures.labels(indices), scales, judge);
        }
      }
    }
    var found = new ArrayList<PrefixEvaluation>();
    for (int l = 0; l < lengths.size(); l++) {
      found.add(sums.get(l).over(lengths.get(l), pictures.size(), real));
    }
    return found;
  }

  private static final class Sums {
    private final FeatureStatistics decoded;
    private double psnr;
    private double msSsim;
    private double right;

    Sums(FeatureStatistics decoded) {
      this.decoded = decoded;
    }

    void add(Tensor x, Tensor y, Tensor labels, int scales, FdCls judge) {
      for (float error : Losses.squared(x, y).toFloats()) {
        psnr -= 10 * Math.log10(Math.max(error, 1e-10));
      }
      msSsim += Losses.msSsim(x, y, scales).sum().item();
      var features = judge.classifier().features(y);
      decoded.add(features.toFloats());
      var said = IndexOps.argmax(judge.classifier().logitsOf(features), 1);
      right += IndexOps.same(said, labels).floats().sum().item();
    }

    PrefixEvaluation over(int kept, int n, FeatureStatistics real) {
      return new PrefixEvaluation(
          kept, psnr / n, msSsim / n, FdCls.between(real, decoded), right / n);
    }
  }
}
