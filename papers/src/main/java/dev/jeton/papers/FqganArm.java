package dev.jeton.papers;

import dev.jeton.beds.PictureCodec;
import dev.jeton.learn.Layer;
import dev.jeton.learn.Network;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.learn.quantize.LearntProduct;
import dev.jeton.learn.quantize.TrainableQuantizer;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What row 15 trains in one arm.
 *
 * @param name of the arm
 * @param sizes of the codebooks
 * @param learning of each
 * @param disentanglement weight of the squared cosine between factors
 * @param represented whether all factors but the first are tied to features
 * @param generates whether a token model is trained on the ids
 */
record FqganArm(
    String name,
    List<Integer> sizes,
    CodeLearning learning,
    double disentanglement,
    boolean represented,
    boolean generates) {
  /** Numbers per factor. */
  static final int DIM = 8;

  /** Places along a side of a picture. */
  static final int GRID = 8;

  private static final int WIDTH = 96;
  private static final int BLOCKS = 2;

  private static final CodeLearning PLAIN =
      CodeLearning.gradient().start(CodeLearning.Start.NORMAL).cosine();
  private static final CodeLearning WITH_ENTROPY = PLAIN.entropy(0.03, 0.01);

  private static final FqganArm ONE = one("one of 65536", 65536, PLAIN, false);
  private static final FqganArm TWO = many("two of 256", List.of(256, 256), 0.1, true, false);
  private static final FqganArm ONE_SMALL = one("one of 4096", 4096, WITH_ENTROPY, true);
  private static final FqganArm TWO_SMALL = many("two of 64", List.of(64, 64), 0.1, true, true);
  private static final FqganArm ENTANGLED =
      many("two of 256, no disentanglement", List.of(256, 256), 0, true, false);
  private static final FqganArm BLIND =
      many("two of 256, no representation", List.of(256, 256), 0.1, false, false);
  private static final FqganArm BARE =
      many("two of 256, neither", List.of(256, 256), 0, false, false);
  private static final FqganArm THREE =
      many("three of 40, 40 and 41", List.of(40, 40, 41), 0.1, true, false);
  static final List<FqganArm> ALL =
      List.of(ONE, TWO, ONE_SMALL, TWO_SMALL, BARE, THREE, ENTANGLED, BLIND);

  private static FqganArm one(String name, int size, CodeLearning learning, boolean generates) {
    return new FqganArm(name, List.of(size), learning, 0, false, generates);
  }

  private static FqganArm many(
      String name, List<Integer> sizes, double apart, boolean represented, boolean generates) {
    return new FqganArm(name, sizes, WITH_ENTROPY, apart, represented, generates);
  }

  int factors() {
    return sizes.size();
  }

  private TrainableQuantizer quantizer(Parameters parameters, long seed) {
    var slices = new ArrayList<TrainableQuantizer>();
    for (int f = 0; f < factors(); f++) {
      slices.add(
          new LearntNearestCode(
              DIM, sizes.get(f), learning, parameters, "quantizer." + f + ".", seed + 31L * f));
    }
    return new LearntProduct(slices, disentanglement);
  }

  /** A trunk and a head of its own for each factor: one transformer block, a norm, a 1×1 layer. */
  PictureCodec codec(Parameters parameters, long seed) {
    try (var scope = new Scope()) {
      var trunk =
          Network.of("seq(%s)".formatted(PictureCodec.trunk(WIDTH, BLOCKS)), parameters, "trunk.");
      var heads = new ArrayList<Layer>();
      for (int f = 0; f < factors(); f++) {
        var text =
            "seq(position(%d,%d,%d),attention(%d,4),mlp(%d,%d),norm(%d),conv(%d,%d,1))"
                .formatted(WIDTH, GRID, GRID, WIDTH, WIDTH, 2 * WIDTH, WIDTH, WIDTH, DIM);
        heads.add(Network.of(text, parameters, "head." + f + "."));
      }
      Layer encoder =
          (x, level) -> {
            var shared = trunk.forward(x);
            return IndexOps.cat(heads.stream().map(head -> head.forward(shared)).toList(), 1);
          };
      return new PictureCodec(
          encoder,
          UnaryOperator.identity(),
          quantizer(parameters, seed),
          PictureCodec.decoder(WIDTH, BLOCKS, DIM * factors(), parameters));
    }
  }
}
