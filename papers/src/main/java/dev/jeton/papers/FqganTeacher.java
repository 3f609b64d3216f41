package dev.jeton.papers;

import static dev.jeton.papers.FqganArm.DIM;
import static dev.jeton.papers.FqganArm.GRID;

import dev.jeton.beds.Classifier;
import dev.jeton.beds.PictureAutoencoding;
import dev.jeton.learn.Losses;
import dev.jeton.learn.RepresentationHead;
import dev.jeton.learn.Transformer;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/** The frozen network whose features row 15 ties factors to. */
final class FqganTeacher {
  private static final int PASSES = 8;
  private static final double WEIGHT = 0.5;
  private static final double TEMPERATURE = 0.1;
  private static final Transformer.Shape HEAD = new Transformer.Shape(2, 96, 4, 192, false);

  private FqganTeacher() {}

  /**
   * All factors but the first predict features of a frozen network: the second its pooled last
   * ones, the third those of its middle.
   */
  static PictureAutoencoding.Terms terms(
      Workbench bench, CifarBed bed, FqganArm arm, Parameters parameters) {
    if (!arm.represented()) {
      return PictureAutoencoding.nothingElse();
    }
    var teacher = teacher(bench, bed);
    var targets = List.<UnaryOperator<Tensor>>of(teacher::features, x -> middle(teacher, x));
    var heads = new ArrayList<RepresentationHead>();
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var sample = bed.train().batch(new int[] {0});
      for (int f = 1; f < arm.factors(); f++) {
        int to = (int) targets.get(f - 1).apply(sample).size(1);
        heads.add(
            new RepresentationHead(
                DIM, GRID * GRID, to, HEAD, parameters, "representation." + f + "."));
      }
    }
    return (pass, batch) -> {
      var terms = new LinkedHashMap<String, Tensor>();
      for (int f = 1; f < arm.factors(); f++) {
        var rows = pass.quantized().decoded().narrow(1, (long) f * DIM, DIM);
        terms.put(
            "representation." + f,
            Losses.contrastive(
                    heads.get(f - 1).forward(rows),
                    seen(targets.get(f - 1), batch.pictures()),
                    TEMPERATURE)
                .mul(WEIGHT));
      }
      return terms;
    };
  }

  private static Tensor seen(UnaryOperator<Tensor> target, Tensor pictures) {
    try (var noGrad = new NoGrad()) {
      return target.apply(pictures);
    }
  }

  /** Means over places of the maps of the classifier's middle stage. */
  private static Tensor middle(Classifier teacher, Tensor x) {
    var maps = teacher.maps(x);
    var map = maps.get(maps.size() / 2);
    return map.mean(2, 3).reshape(map.size(0), map.size(1));
  }

  /** A classifier of another seed than the judge, trained once and for less time. */
  private static Classifier teacher(Workbench bench, CifarBed bed) {
    var settings = Classifier.Settings.standard(2).withPasses(PASSES);
    return bench.cached(
        "classifier " + settings + " on " + bed.train().hash(),
        new Workbench.Format<Classifier>() {
          @Override
          public void write(Classifier value, Path file) throws IOException {
            value.write(file);
          }

          @Override
          public Classifier read(Path file) throws IOException {
            return Classifier.read(file);
          }
        },
        () ->
            Classifier.train(
                bed.train(),
                settings,
                Files.createTempDirectory("jeton-teacher"),
                "jeton papers run 15",
                bed.listener()));
  }
}
