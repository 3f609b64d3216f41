package dev.jeton.beds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Spec;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.data.Pictures;
import dev.jeton.nets.FeatureMap;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import dev.jeton.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {
  private static final String STAGES =
      "seq(seq(affine(4,-2),unshuffle(2),conv(12,8,3),silu),"
          + "seq(down(8,12),silu,res(12,6,norm=none),silu))";
  private static final Classifier.Settings SMALL =
      new Classifier.Settings(STAGES, 12, 6, 20, 1e-2, 1, 0.1, 3);

  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void note(String line) {}
      };

  @TempDir private Path folder;
  private final Seed seed = new Seed();

  /** Stripes: level, upright, or none, in noise. */
  private Pictures stripes(int count) {
    var pixels = new byte[count][3 * 8 * 8];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < pixels[i].length; j++) {
        int y = j / 8 % 8;
        int x = j % 8;
        int stripe = i % 3 == 0 ? y / 2 % 2 : i % 3 == 1 ? x / 2 % 2 : (x + y) / 2 % 2;
        pixels[i][j] = (byte) (80 + 80 * stripe + seed.random().nextInt(60));
      }
    }
    return new Pictures(
        List.of("level", "upright", "slanted"),
        3,
        8,
        8,
        pixels,
        IntStream.range(0, count).map(i -> i % 3).toArray());
  }

  /** 6,000 pictures: more than fold at once, and every third shows the same class. */
  @Test
  void learnsAndComesBackFromItsFile() throws IOException {
    long before = Scope.liveTensors();
    var test = stripes(99);
    var file = folder.resolve("small.safetensors");
    var once = new Classifier.Settings(STAGES, 12, 1, 20, 1e-2, 1, 0.1, 3);
    try (var trained = Classifier.train(stripes(6_000), once, folder, "a test", SILENT)) {
      assertTrue(trained.accuracy(test) > 0.9, () -> trained.accuracy(test) + ", " + seed.get());
      trained.write(file);
      try (var read = Classifier.read(file);
          var scope = new Scope()) {
        assertEquals(12, read.dim());
        assertEquals(trained.metadata(), read.metadata());
        assertEquals("level,upright,slanted", read.metadata().get("classes"));
        var x = test.batch(new int[] {4, 5, 6});
        assertArrayEquals(trained.logits(x).toFloats(), read.logits(x).toFloats(), 0.05f, seed);
        assertArrayEquals(new long[] {3, 12}, read.features(x).shape());
        var maps = read.maps(x);
        assertEquals(2, maps.size());
        assertArrayEquals(new long[] {3, 8, 4, 4}, maps.get(0).shape());
        assertArrayEquals(new long[] {3, 12, 2, 2}, maps.get(1).shape());
        assertArrayEquals(
            twin(Safetensors.read(file), x.narrow(0, 0, 1)),
            maps.get(1).narrow(0, 0, 1).permute(0, 2, 3, 1).toFloats(),
            1e-3f,
            seed);
        // gradients reach the picture, not the parameters
        var y = x.copy().requireGrad(true);
        read.features(y).sum().backward();
        assertTrue(y.grad() != null);
      }
    }
    assertEquals(before, Scope.liveTensors());
  }

  /** The last map of one picture by the same weights in pure Java: {@code [h][w][channels]}. */
  private static float[] twin(Safetensors file, Tensor x) {
    int height = (int) x.size(2);
    int width = (int) x.size(3);
    var map = new FeatureMap(height, width, 3, x.permute(0, 2, 3, 1).toFloats());
    int at = 0;
    for (var stage : Spec.parse(String.valueOf(file.metadata().get("stages"))).arguments()) {
      var network =
          dev.jeton.nets.Network.of(
              stage, "stage." + at++ + ".", (name, shape) -> file.tensor(name).floats());
      map = network.forward(map, 0);
    }
    return Arrays.copyOf(map.values(), map.height() * map.width() * map.channels());
  }

  /** A picture's logits do not depend on its neighbours, and folding changed nothing else. */
  @Test
  void foldingKeepsTheFunction() {
    try (var scope = new Scope();
        var parameters = new Parameters(5, Device.CPU)) {
      var normed = new NormedStages(Spec.parse(STAGES), parameters);
      for (var name : parameters.all().keySet()) {
        parameters.set(name, seed.normals((int) parameters.get(name).count(), 0.5));
      }
      var x = Tensor.of(seed.normals(6 * 3 * 8 * 8, 0.3), 6, 3, 8, 8);
      float[] expected = normed.forward(x).toFloats();
      try (var folded = normed.folded(x)) {
        var plain = Classifier.maps(Classifier.stages(STAGES, folded), x).getLast();
        assertArrayEquals(expected, plain.toFloats(), 2e-3f, seed);
      }
    }
  }

  @Test
  void otherFilesAreRefusedInOneLine() throws IOException {
    var file = folder.resolve("other.safetensors");
    new Safetensors(new LinkedHashMap<>(), new LinkedHashMap<>()).write(file);
    var e = assertThrows(IOException.class, () -> Classifier.read(file));
    assertEquals(file + ": expected format jeton-classifier-1, found none", e.getMessage());
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("format", "jeton-classifier-1");
    metadata.put("stages", STAGES);
    new Safetensors(new LinkedHashMap<>(), metadata).write(file);
    assertThrows(IOException.class, () -> Classifier.read(file));
    Files.write(file, new byte[] {1, 2, 3});
    assertThrows(IOException.class, () -> Classifier.read(file));
  }

  @Test
  void fdClsTellsRealFromNoise() throws IOException {
    try (var trained = Classifier.train(stripes(300), SMALL, folder, "a test", SILENT);
        var scope = new Scope()) {
      var distance = new FdCls(trained);
      var real = distance.statistics(stripes(300));
      assertEquals(0, FdCls.between(real, real), 1e-6, seed);
      double other = FdCls.between(real, distance.statistics(stripes(300)));
      var noise = distance.statistics();
      distance.add(Tensor.of(seed.normals(300 * 3 * 64, 1), 300, 3, 8, 8), noise);
      assertEquals(300, noise.count());
      double far = FdCls.between(real, noise);
      assertTrue(other < 0.2 * far, () -> other + " against " + far + ", " + seed.get());
    }
  }
}
