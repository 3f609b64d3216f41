package dev.jeton.papers;

import dev.jeton.beds.Classifier;
import dev.jeton.beds.FdCls;
import dev.jeton.beds.PictureEvaluation;
import dev.jeton.learn.Losses;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.flow.FlowSampler;
import dev.jeton.measure.FeatureStatistics;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Decodes prefixes of ids and sets the pictures against test pictures.
 *
 * @param pictures the test pictures
 * @param real statistics of their features
 * @param classes what the classifier takes them for
 */
record FlexTokJudge(
    Classifier classifier,
    Pictures pictures,
    FeatureStatistics real,
    long[] classes,
    FlowSampler sampler,
    long seed) {
  private static final int BATCH = 250;

  /**
   * What came of one prefix.
   *
   * @param psnr mean over pictures in dB, values rounded to 8 bits
   * @param sameClass share that the classifier takes for what is in {@code wanted}
   * @param fdCls from the test pictures
   */
  record Numbers(double psnr, double sameClass, double fdCls) {}

  static FlexTokJudge of(CifarBed bed, FlexTokSize size, long seed) {
    var classifier = bed.judge().classifier();
    var pictures = bed.test().subset(0, Math.min(size.judged(), bed.test().size()));
    var real = new FeatureStatistics(classifier.dim());
    var classes = new long[pictures.size()];
    for (int start = 0; start < pictures.size(); start += BATCH) {
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        int end = Math.min(start + BATCH, pictures.size());
        var features = classifier.features(pictures.batch(IntStream.range(start, end).toArray()));
        real.add(features.toFloats());
        long[] found = IndexOps.argmax(classifier.logitsOf(features), 1).toLongs();
        System.arraycopy(found, 0, classes, start, found.length);
      }
    }
    return new FlexTokJudge(
        classifier, pictures, real, classes, new FlowSampler(size.euler()), seed);
  }

  /**
   * Decodes the first {@code kept} ids of each picture.
   *
   * @param ids {@code [pictures][tokens]} flat
   * @param wanted class of each picture
   */
  Numbers judge(FlexTokCodec codec, int[] ids, int kept, long[] wanted) {
    var drawn = new FeatureStatistics(classifier.dim());
    double psnr = 0;
    int same = 0;
    for (int start = 0; start < pictures.size(); start += BATCH) {
      int end = Math.min(start + BATCH, pictures.size());
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var own = Arrays.copyOfRange(ids, start * codec.tokens(), end * codec.tokens());
        var y =
            PictureEvaluation.eightBits(codec.draw(own, kept, sampler, seed * 1_000_003 + start));
        psnr += psnr(pictures.batch(IntStream.range(start, end).toArray()), y);
        var features = classifier.features(y);
        drawn.add(features.toFloats());
        long[] found = IndexOps.argmax(classifier.logitsOf(features), 1).toLongs();
        for (int i = 0; i < found.length; i++) {
          same += found[i] == wanted[start + i] ? 1 : 0;
        }
      }
    }
    double n = pictures.size();
    return new Numbers(psnr / n, same / n, FdCls.between(real, drawn));
  }

  /** Sum over pictures. */
  private static double psnr(Tensor x, Tensor y) {
    double sum = 0;
    for (float error : Losses.squared(x, y).toFloats()) {
      sum -= 10 * Math.log10(Math.max(error, 1e-10));
    }
    return sum;
  }
}
