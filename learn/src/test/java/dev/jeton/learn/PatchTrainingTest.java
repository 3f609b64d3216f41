package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.core.Budget;
import dev.jeton.core.JetonFile;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.media.image.ImageFile;
import dev.jeton.media.image.PatchTables;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchTrainingTest {
  private static final PatchTraining.Plan SMALL =
      new PatchTraining.Plan(6, 0.6f, List.of(2, 1, 1), 8, 3, 500, 0.01, 0.001, 5, 2, 1);

  @TempDir private Path folder;

  private List<Path> photos() {
    var seed = new Seed();
    var photos = new ArrayList<Path>();
    for (int i = 0; i < 3; i++) {
      var pixels = new float[40 * 56 * 3];
      for (int j = 0; j < pixels.length; j++) {
        double wave = Math.sin(j / 3 % 56 / (3.0 + i)) + Math.cos(j / 168 / (2.0 + i));
        pixels[j] = (float) Math.clamp(0.5 + 0.2 * wave + 0.1 * seed.random().nextDouble(), 0, 1);
      }
      var file = folder.resolve(i + ".png");
      ImageFile.write(new Signal.Image(56, 40, pixels), file);
      photos.add(file);
    }
    return photos;
  }

  @Test
  void theSamePhotosAndPlanGiveTheSameFile() throws IOException {
    var photos = photos();
    var first = folder.resolve("first");
    var second = folder.resolve("second");
    PatchTraining.train(photos, SMALL, line -> {}).file(new LinkedHashMap<>()).write(first);
    PatchTraining.train(photos, SMALL, line -> {}).file(new LinkedHashMap<>()).write(second);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void whatIsStoredIsWhatWasTrained() throws IOException {
    var photos = photos();
    var trained = PatchTraining.train(photos, SMALL, line -> {});
    var file = folder.resolve("tables");
    trained.file(new LinkedHashMap<>()).write(file);
    var stored = PatchTables.read(Files.readAllBytes(file), "tables");
    var image = ImageFile.read(photos.getFirst());
    var expected = trained.codec(Spec.of("patches-1"), 1);
    var found = stored.codec(Spec.of("patches-1"), 1);
    var tokens = expected.encode(image, Budget.UNLIMITED);
    assertEquals(tokens, found.encode(image, Budget.UNLIMITED));
    assertArrayEquals(
        new JetonFile(expected, tokens).bytes(), new JetonFile(found, tokens).bytes());
    assertArrayEquals(expected.decode(tokens).pixels(), found.decode(tokens).pixels());
  }

  @Test
  void noPhotosAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> PatchTraining.train(List.of(), SMALL, line -> {}));
  }
}
