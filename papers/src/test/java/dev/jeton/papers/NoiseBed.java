package dev.jeton.papers;

import dev.jeton.beds.Classifier;
import dev.jeton.beds.FdCls;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.data.Pictures;
import dev.jeton.testkit.Seed;
import java.util.List;

/** A bed of a few random pictures of two classes, laid out as CIFAR-10's. */
final class NoiseBed {
  private static final int SIDE = 32;

  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void note(String line) {}
      };

  private NoiseBed() {}

  static CifarBed of(Seed seed, Classifier judge) {
    return new CifarBed(
        pictures(seed, 32), pictures(seed, 10), pictures(seed, 24), new FdCls(judge), SILENT);
  }

  private static Pictures pictures(Seed seed, int count) {
    var pixels = new byte[count][3 * SIDE * SIDE];
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      seed.random().nextBytes(pixels[i]);
      labels[i] = i % 2;
    }
    return new Pictures(List.of("a", "b"), 3, SIDE, SIDE, pixels, labels);
  }
}
