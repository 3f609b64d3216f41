package dev.jeton.beds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jeton.learn.Perceptual;
import dev.jeton.learn.data.Pictures;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedClassifierTest {
  private final Seed seed = new Seed();

  @Test
  void seesCifar10() throws IOException {
    var zip = Path.of(System.getProperty("jeton.data", "")).resolve("cifar10/cifar10.zip");
    assumeTrue(Files.exists(zip), zip + " is absent");
    try (var classifier = Classifier.shipped()) {
      var test = Pictures.ofZip(zip, "test");
      assertEquals(
          String.join(",", test.classes()), classifier.metadata().getOrDefault("classes", ""));
      double accuracy = classifier.accuracy(test.subset(0, 500));
      assertTrue(accuracy > 0.75, "accuracy " + accuracy);
    }
  }

  @Test
  void itsMapsMakeAPerceptualDistanceOfAnySize() throws IOException {
    try (var classifier = Classifier.shipped();
        var scope = new Scope()) {
      var x = Tensor.of(seed.normals(2 * 3 * 64 * 48, 0.2), 2, 3, 64, 48).add(0.5);
      var maps = classifier.maps(x);
      assertEquals(4, maps.size());
      assertArrayEquals(new long[] {2, 64, 32, 24}, maps.getFirst().shape());
      assertArrayEquals(new long[] {2, 128, 8, 6}, maps.getLast().shape());
      var perceptual = new Perceptual(classifier::maps);
      assertArrayEquals(new float[] {0, 0}, perceptual.distance(x, x).toFloats(), seed);
      assertTrue(perceptual.distance(x, x.flip(3)).toFloats()[0] > 0.01, seed);
    }
  }
}
