package dev.jeton.papers;

import dev.jeton.beds.ShortTraining;
import dev.jeton.learn.NestedDropout;
import dev.jeton.learn.elastic.ElasticAutoencoding;
import dev.jeton.learn.elastic.ElasticShape;
import dev.jeton.learn.elastic.LatentCodec;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.io.IOException;

/**
 * How rows over latent tokens train a codec of CIFAR-10 pictures: one codebook of 1,024 directions
 * of 8 numbers by moving averages with restart, transformers of equal size for lines and grids,
 * squared error on pixels.
 */
record LatentCell(long steps) {
  static final int SIDE = 32;
  static final int PATCH = 4;
  static final int GRID = SIDE / PATCH;
  static final int CODES = 1024;
  static final int DIM = 8;
  static final int BATCH = 32;
  private static final int WIDTH = 128;
  private static final int HEADS = 4;
  private static final int BLOCKS = 3;
  static final double RATE = 2e-3;
  static final double VARIANCE = 0.06;

  /** A line of tokens. */
  static ElasticShape line(int tokens, ElasticShape.Start start) {
    return new ElasticShape(
        SIDE, PATCH, ElasticShape.Tokens.LINE, tokens, DIM, WIDTH, HEADS, BLOCKS, BLOCKS, start);
  }

  /** A token per patch. */
  static ElasticShape grid() {
    return new ElasticShape(
        SIDE,
        PATCH,
        ElasticShape.Tokens.GRID,
        GRID * GRID,
        DIM,
        WIDTH,
        HEADS,
        BLOCKS,
        BLOCKS,
        ElasticShape.Start.LEARNT);
  }

  /** An untrained codec over {@code parameters}. */
  static LatentCodec codec(ElasticShape shape, Parameters parameters, long seed) {
    try (var scope = new Scope()) {
      return LatentCodec.of(shape, quantizer(parameters, seed), parameters);
    }
  }

  /** Its quantizer. */
  static LearntNearestCode quantizer(Parameters parameters, long seed) {
    var learning = CodeLearning.averages().cosine().restart(0.1);
    return new LearntNearestCode(DIM, CODES, learning, parameters, "quantizer.", seed);
  }

  /** Trains on pixels. */
  void train(
      String name,
      LatentCodec codec,
      NestedDropout dropout,
      Parameters parameters,
      CifarBed bed,
      long seed)
      throws IOException {
    var objective =
        new ElasticAutoencoding(
            codec,
            dropout,
            (s, step, count) -> bed.train().batch(s, step, count).pictures(),
            BATCH,
            VARIANCE,
            Device.CPU);
    new ShortTraining(name, steps, BATCH, RATE, seed).run(parameters, objective, bed.listener());
  }
}
