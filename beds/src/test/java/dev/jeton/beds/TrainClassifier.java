package dev.jeton.beds;

import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.data.Pictures;
import dev.jeton.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes {@code bed-classifier.safetensors}: {@code TrainClassifier cifar10.zip FOLDER SEED}; {@code
 * -Dstages=… -Ddim=… -Dpasses=… -Drate=… -Dvalidation=2000} for trials.
 */
final class TrainClassifier {
  private TrainClassifier() {}

  public static void main(String[] arguments) throws IOException {
    Torch.threads(1);
    var zip = Path.of(arguments[0]);
    var folder = Path.of(arguments[1]);
    var train = Pictures.ofZip(zip, "train");
    var test = Pictures.ofZip(zip, "test");
    int validation = Integer.getInteger("validation", 0);
    if (validation > 0) { // trials look at held-out training pictures, never at the test set
      test = train.subset(train.size() - validation, train.size());
      train = train.subset(0, train.size() - validation);
    }
    var standard = Classifier.Settings.standard(Long.parseLong(arguments[2]));
    var settings =
        new Classifier.Settings(
            System.getProperty("stages", standard.stages()),
            Integer.getInteger("dim", standard.dim()),
            Integer.getInteger("passes", standard.passes()),
            Integer.getInteger("batch", standard.batch()),
            Double.parseDouble(System.getProperty("rate", "" + standard.rate())),
            Integer.getInteger("shift", standard.shift()),
            Double.parseDouble(System.getProperty("smoothing", "" + standard.smoothing())),
            standard.seed());
    var listener =
        new TrainingListener() {
          @Override
          public void progress(Progress progress) {
            System.out.println(progress.line());
          }

          @Override
          public void note(String line) {
            System.out.println(line);
          }
        };
    long start = System.nanoTime();
    var command = "TrainClassifier " + String.join(" ", arguments);
    try (var trained = Classifier.train(train, settings, folder, command, listener)) {
      System.out.printf("%.1f minutes%n", (System.nanoTime() - start) / 60e9);
      trained.write(folder.resolve("bed-classifier.safetensors"));
    }
    try (var read = Classifier.read(folder.resolve("bed-classifier.safetensors"))) {
      System.out.printf("accuracy %.4f of %d%n", read.accuracy(test), test.size());
      System.out.printf("on training pictures %.4f%n", read.accuracy(train));
      var distance = new FdCls(read);
      int count = Math.min(5_000, test.size());
      var some = distance.statistics(train.subset(0, count));
      System.out.printf(
          "FD-cls of train against test, %d each: %.4f%n",
          count, FdCls.between(some, distance.statistics(test.subset(0, count))));
    }
  }
}
