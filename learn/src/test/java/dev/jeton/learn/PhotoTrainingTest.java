package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.Scope;
import dev.jeton.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoTrainingTest {
  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();
  private final Seed seed = new Seed();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void progress(Progress progress) {
          notes.add(progress.line());
        }

        @Override
        public void note(String line) {
          notes.add(line);
        }
      };

  @BeforeEach
  void pictures() {
    for (int p = 0; p < 5; p++) {
      int width = 180 + 5 * p;
      int height = 176;
      var pixels = new float[3 * width * height];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) (0.5 + 0.4 * Math.sin(0.002 * (p + 1) * (i / 3 % width) * (i % 3 + 1)));
      }
      ImageFile.write(new Signal.Image(width, height, pixels), folder.resolve("p" + p + ".png"));
    }
  }

  private PhotoTraining.Request request(double minutes) {
    var scales = List.of(2, 1);
    var recipe =
        new PhotoRecipe(
            "seq(affine(4,-2),unshuffle(16),conv(768,8,1),res(8),conv(8,4,1))",
            "seq(conv(4,8,3),level(3,8),res(8),conv(8,768,1),shuffle(16),affine(0.25,0.5))",
            16,
            new LearntPyramid.Shape(4, 8, scales, false),
            32,
            2,
            10,
            new PhotoRecipe.WarmUp(0.4, 0.1, 1, 1, 1e-3, 4),
            new PhotoRecipe.Coding(4, 1, 0.3, 1, 0.05, 1e-3, 1e-3));
    return new PhotoTraining.Request(
        List.of(folder), folder.resolve("out"), minutes, 1, 1, 1, Device.CPU, recipe, "a test");
  }

  @Test
  void allStagesEndInAWeightFile() throws IOException {
    new PhotoTraining(request(0.02), listener).run();
    var file = folder.resolve("out/photo.safetensors");
    var weights = Safetensors.read(file);
    assertEquals("2,1", weights.metadata().get("scales"));
    assertEquals("4", weights.metadata().get("photos"));
    assertArrayEquals(new long[] {8, 4}, weights.tensor("level.1.codes").shape());
    assertTrue(weights.tensors().containsKey("encoder.3.conv1.weight"));
    for (var stage : List.of("warmup", "joint", "decoder")) {
      assertTrue(
          notes.stream().anyMatch(n -> n.startsWith(stage) && n.contains("evaluation: ")),
          () -> stage + " in " + notes);
    }
    // the same call again finds everything done
    notes.clear();
    new PhotoTraining(request(0.02), listener).run();
    assertEquals(
        3, notes.stream().filter(n -> n.contains("goes on from")).count(), notes.toString());
    assertTrue(notes.stream().noneMatch(n -> n.contains("samples/s")), notes.toString());
  }

  @Test
  void cropsDependOnSeedAndStepOnly() throws IOException {
    var photos = ImageFolder.read(List.of(folder), 176, file -> true);
    var again = ImageFolder.read(List.of(folder), 176, file -> true);
    assertEquals(photos.hash(), again.hash());
    try (var scope = new Scope()) {
      float[] some = photos.crops(3, 5, 4, 32).toFloats();
      assertArrayEquals(some, again.crops(3, 5, 4, 32).toFloats());
      assertTrue(!java.util.Arrays.equals(some, photos.crops(3, 6, 4, 32).toFloats()), seed);
      for (float value : some) {
        assertTrue(value >= 0 && value <= 1, seed);
      }
      assertArrayEquals(new long[] {1, 3, 176, 180}, photos.photo(0).shape());
    }
  }

  @Test
  void aFolderWithoutPicturesIsRefused() {
    var e =
        assertThrows(
            IOException.class, () -> ImageFolder.read(List.of(folder), 5_000, file -> true));
    assertEquals(folder + ": no picture with sides of at least 5000 pixels", e.getMessage());
  }
}
