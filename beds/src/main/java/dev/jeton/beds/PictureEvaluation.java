package dev.jeton.beds;

import dev.jeton.core.Quantizer;
import dev.jeton.learn.Losses;
import dev.jeton.learn.data.Pictures;
import dev.jeton.measure.CodebookUsage;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a trained {@link PictureCodec} does to pictures, measured with the quantizer that would
 * ship: ids from the frozen quantizer, pictures from nothing but these ids.
 *
 * @param psnr mean over pictures in dB, values rounded to 8 bits
 * @param fdCls Fréchet distance of decoded from given pictures on the classifier's features
 * @param usage of each level
 * @param ids {@code [pictures][grid · grid][levels]} flat
 */
public record PictureEvaluation(double psnr, double fdCls, List<CodebookUsage> usage, int[] ids) {
  private static final int BATCH = 100;

  /** Sends all pictures through the codec. */
  public static PictureEvaluation of(PictureCodec codec, Pictures pictures, FdCls judge) {
    var frozen = codec.quantizer().freeze();
    var real = judge.statistics();
    var decoded = judge.statistics();
    double psnr = 0;
    var ids = new ArrayList<int[]>();
    for (int start = 0; start < pictures.size(); start += BATCH) {
      int n = Math.min(BATCH, pictures.size() - start);
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var x = pictures.batch(IntStream.range(start, start + n).toArray());
        var batch = ids(codec, frozen, x);
        ids.add(batch);
        var y = eightBits(decode(codec, frozen, batch, n));
        var mse = Losses.squared(x, y).toFloats();
        for (float error : mse) {
          psnr -= 10 * Math.log10(Math.max(error, 1e-10)) / pictures.size();
        }
        judge.add(x, real);
        judge.add(y, decoded);
      }
    }
    var all = ids.stream().flatMapToInt(IntStream::of).toArray();
    return new PictureEvaluation(psnr, FdCls.between(real, decoded), usage(frozen, all), all);
  }

  /** The ids of all pictures, {@code [pictures][grid · grid][levels]} flat. */
  public static int[] ids(PictureCodec codec, Pictures pictures) {
    var frozen = codec.quantizer().freeze();
    var ids = new ArrayList<int[]>();
    for (int start = 0; start < pictures.size(); start += BATCH) {
      int n = Math.min(BATCH, pictures.size() - start);
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        ids.add(ids(codec, frozen, pictures.batch(IntStream.range(start, start + n).toArray())));
      }
    }
    return ids.stream().flatMapToInt(IntStream::of).toArray();
  }

  private static int[] ids(PictureCodec codec, Quantizer frozen, Tensor pictures) {
    var rows = codec.encode(pictures);
    var ids = new int[(int) rows.size(0) * frozen.vocabulary().levels()];
    frozen.encode(rows.toFloats(), (int) rows.size(0), ids);
    return ids;
  }

  /**
   * Pictures from ids alone.
   *
   * @param ids {@code [n][grid · grid][levels]}
   * @return {@code [n, 3, side, side]}
   */
  public static Tensor decode(PictureCodec codec, Quantizer frozen, int[] ids, int n) {
    int places = ids.length / frozen.vocabulary().levels();
    var vectors = new float[places * frozen.dim()];
    frozen.decode(ids, places, vectors);
    return codec.decode(
        Tensor.of(vectors, places, frozen.dim()), Math.round(Math.sqrt((double) places / n)));
  }

  /** As a file would hold them: 0..1 in steps of 1/255. */
  public static Tensor eightBits(Tensor pictures) {
    return pictures.clamp(0, 1).mul(255).round().div(255);
  }

  private static List<CodebookUsage> usage(Quantizer frozen, int[] ids) {
    int levels = frozen.vocabulary().levels();
    var usages = new ArrayList<CodebookUsage>();
    for (int level = 0; level < levels; level++) {
      var usage = new CodebookUsage(frozen.vocabulary().size(level));
      var own = new int[ids.length / levels];
      for (int i = 0; i < own.length; i++) {
        own[i] = ids[i * levels + level];
      }
      usage.add(own);
      usages.add(usage);
    }
    return usages;
  }

  /** Variance of all values, per channel and over the first thousand pictures. */
  static double variance(Pictures pictures) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var x = pictures.batch(IntStream.range(0, Math.min(1000, pictures.size())).toArray());
      return x.sub(x.mean(0, 2, 3)).square().mean().item();
    }
  }
}
