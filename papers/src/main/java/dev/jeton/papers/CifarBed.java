package dev.jeton.papers;

import dev.jeton.beds.Classifier;
import dev.jeton.beds.FdCls;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.data.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-10 and the classifier that judges pictures of it.
 *
 * @param train to learn from: nine tenths of the training pictures
 * @param tune a tenth of the training pictures, of all classes: settings are chosen on it
 * @param test the test pictures
 * @param judge gives FD-cls by the features of the shipped classifier
 * @param listener is told how far a training is
 */
record CifarBed(
    Pictures train, Pictures tune, Pictures test, FdCls judge, TrainingListener listener) {
  /** Names of the data sets it reads. */
  static final List<String> DATA = List.of("cifar10");

  /** Reads everything when it is first asked for: a recipe whose cells stand never does. */
  static Supplier<CifarBed> of(Workbench bench) {
    return new Supplier<>() {
      private @Nullable CifarBed bed;

      @Override
      public CifarBed get() {
        if (bed == null) {
          bed = open(bench);
        }
        return bed;
      }
    };
  }

  private static CifarBed open(Workbench bench) {
    try {
      var zip = zip(bench.data("cifar10"));
      var all = Pictures.ofZip(zip, "train");
      return new CifarBed(
          all.where(index -> index / 10 % 10 != 9),
          all.where(index -> index / 10 % 10 == 9),
          Pictures.ofZip(zip, "test"),
          new FdCls(Classifier.shipped()),
          listener(bench));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read CIFAR-10: " + e.getMessage(), e);
    }
  }

  private static Path zip(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".zip"))
          .findFirst()
          .orElseThrow(() -> new IOException("expected a zip in " + folder + ", found none"));
    }
  }

  private static TrainingListener listener(Workbench bench) {
    return new TrainingListener() {
      @Override
      public void progress(Progress progress) {
        bench.note(progress.line());
      }

      @Override
      public void note(String line) {
        bench.note(line);
      }
    };
  }
}
