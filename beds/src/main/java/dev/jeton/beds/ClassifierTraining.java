package dev.jeton.beds;

import dev.jeton.core.Spec;
import dev.jeton.learn.Objective;
import dev.jeton.learn.Trainer;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.TrainingPlan;
import dev.jeton.learn.data.Augmentation;
import dev.jeton.learn.data.Pictures;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Schedule;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/**
 * Trains a {@link Classifier}: cross-entropy with smoothed targets (Szegedy et al.,
 * arXiv:1512.00567, section 7), mirrored and moved pictures, a moving average of the parameters.
 */
final class ClassifierTraining implements Objective {
  private static final AdamW.Settings OPTIMIZER = new AdamW.Settings(0.9, 0.99, 1e-8, 0.05, false);

  /** Pictures whose patches the first convolution starts from. */
  private static final int WHITENED = 400;

  /** Pictures over which batch norm's statistics are taken in the end. */
  private static final int NORMED = 2_000;

  private final Pictures pictures;
  private final Classifier.Settings settings;
  private final Parameters parameters;
  private final NormedStages stages;

  ClassifierTraining(Pictures pictures, Classifier.Settings settings) {
    this.pictures = pictures;
    this.settings = settings;
    parameters = new Parameters(settings.seed(), Device.CPU);
    stages = new NormedStages(Spec.parse(settings.stages()), parameters);
    int classes = pictures.classes().size();
    Tensor unused = parameters.constant("head.weight", 0, classes, settings.dim());
    unused = parameters.constant("head.bias", 0, classes);
  }

  /** Trains, and gives the averaged parameters; they do not learn any more. */
  Parameters run(Path folder, TrainingListener listener) throws IOException {
    long steps = Math.ceilDiv((long) settings.passes() * pictures.size(), settings.batch());
    var plan =
        new TrainingPlan(
            "classifier",
            new TrainingPlan.Steps(steps),
            settings.batch(),
            settings.seed(),
            new Schedule(settings.rate(), 0.05, 0.05, 0.005, Schedule.Fall.COSINE),
            OPTIMIZER,
            1.0,
            100,
            1e6,
            0.998,
            120,
            1e9);
    listener.note("%,d parameters, %,d steps".formatted(parameters.size(), steps));
    try (var scope = new Scope()) {
      stages.startWhitened(sample(WHITENED));
    }
    try (var scope = new Scope();
        parameters;
        var trainer = new Trainer(plan, parameters, this, folder, listener)) {
      trainer.run();
      return new NormedStages(Spec.parse(settings.stages()), trainer.average())
          .folded(sample(NORMED));
    }
  }

  /** Pictures as they are, drawn at random. */
  private Tensor sample(int most) {
    int count = Math.min(most, pictures.size());
    return pictures.batch(settings.seed(), 0, count, Augmentation.NONE).pictures();
  }

  @Override
  public Loss loss(Step step) {
    var augmentation = new Augmentation(true, settings.shift());
    var batch = pictures.batch(step.seed(), step.index(), settings.batch(), augmentation);
    var features = Classifier.pooled(stages.forward(batch.pictures()));
    var logits = Classifier.logits(parameters, features);
    var entropy = NetOps.crossEntropy(logits, batch.labels());
    var spread = logits.logSoftmax(1).mean().neg();
    var right = IndexOps.same(IndexOps.argmax(logits, 1), batch.labels()).floats().mean();
    var parts = new LinkedHashMap<String, Double>();
    parts.put("cross_entropy", entropy.item());
    parts.put("accuracy", right.item());
    double eps = settings.smoothing();
    return new Loss(entropy.mul(1 - eps).add(spread.mul(eps)), parts);
  }
}
