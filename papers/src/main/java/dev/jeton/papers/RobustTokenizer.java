package dev.jeton.papers;

import dev.jeton.beds.PictureCodec;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LatentPerturbation;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.learn.quantize.PerturbedQuantizer;
import dev.jeton.learn.quantize.TrainableQuantizer;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A tokenizer of row 27.
 *
 * @param name of the arm
 * @param size of the codebook
 * @param dim numbers per code
 * @param learning of the codes
 * @param beta share of the pictures whose codes are disturbed
 * @param share of the usual steps
 */
record RobustTokenizer(
    String name, int size, int dim, CodeLearning learning, double beta, double share) {
  /** Places along a side of a picture. */
  static final int GRID = 8;

  private static final int WIDTH = 96;
  private static final int BLOCKS = 2;
  private static final int DIM = 16;

  private static final CodeLearning AVERAGES = CodeLearning.averages().decay(0.95).restart(0.1);
  private static final CodeLearning GRADIENT =
      CodeLearning.gradient().start(CodeLearning.Start.NORMAL).cosine();

  static final RobustTokenizer CLEAN = new RobustTokenizer("clean", 1024, DIM, AVERAGES, 0, 1);
  static final RobustTokenizer PERTURBED =
      new RobustTokenizer("perturbed, beta 0.1", 1024, DIM, AVERAGES, 0.1, 1);
  static final RobustTokenizer STRONGER =
      new RobustTokenizer("perturbed, beta 0.5", 1024, DIM, AVERAGES, 0.5, 1);

  static final List<RobustTokenizer> ALL =
      List.of(
          CLEAN,
          PERTURBED,
          STRONGER,
          new RobustTokenizer("clean, 256 codes", 256, DIM, AVERAGES, 0, 1),
          new RobustTokenizer("clean, 4096 codes", 4096, DIM, AVERAGES, 0, 1),
          new RobustTokenizer("clean, 8 numbers, gradient, cosine", 1024, 8, GRADIENT, 0, 1),
          new RobustTokenizer("clean, half the steps", 1024, DIM, AVERAGES, 0, 0.5));

  long steps(long usual) {
    return Math.round(usual * share);
  }

  /** Alpha 1, delta a fortieth of the codes, both halved in the course of the training. */
  PictureCodec codec(Parameters parameters, long steps, long seed) {
    try (var scope = new Scope()) {
      TrainableQuantizer quantizer =
          new LearntNearestCode(dim, size, learning, parameters, "quantizer.", seed);
      if (beta > 0) {
        quantizer =
            new PerturbedQuantizer(
                quantizer,
                new LatentPerturbation(
                    1, beta, size / 40, GRID * GRID, LatentPerturbation.Anneal.of(steps)),
                seed);
      }
      return PictureCodec.ofCells4(WIDTH, BLOCKS, UnaryOperator.identity(), quantizer, parameters);
    }
  }
}
