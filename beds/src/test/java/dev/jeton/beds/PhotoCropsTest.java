package dev.jeton.beds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jeton.core.Signal;
import dev.jeton.learn.ImageFolder;
import dev.jeton.media.image.ImageFile;
import dev.jeton.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoCropsTest {
  @TempDir private Path folder;

  /** Photos whose every pixel has the value i / 255. */
  private PhotoCrops grey(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      var pixels = new float[70 * 80 * 3];
      java.util.Arrays.fill(pixels, i / 255f);
      ImageFile.write(new Signal.Image(70, 80, pixels), folder.resolve("photo" + i + ".png"));
    }
    return PhotoCrops.of(List.of(folder));
  }

  @Test
  void heldOutPhotosAreNeverTrainedOn() throws IOException {
    int count = 32;
    var crops = grey(count);
    assertEquals(count, crops.photos() + crops.heldOutPhotos());
    assertTrue(crops.heldOutPhotos() >= 1);
    try (var scope = new Scope()) {
      var batch = crops.batch(1, 0, 60);
      assertArrayEquals(new long[] {60, 3, 64, 64}, batch.shape());
      for (float value : batch.mean(1, 2, 3).mul(255).round().toFloats()) {
        assertTrue(!PhotoCrops.isHeldOut(folder.resolve("photo" + (int) value + ".png")));
      }
      for (float value : crops.heldOut(0, 50).mean(1, 2, 3).mul(255).round().toFloats()) {
        assertTrue(PhotoCrops.isHeldOut(folder.resolve("photo" + (int) value + ".png")));
      }
      assertArrayEquals(crops.heldOut(3, 5).toFloats(), crops.heldOut(3, 5).toFloats());
      assertArrayEquals(crops.batch(3, 5, 2).toFloats(), crops.batch(3, 5, 2).toFloats());
    }
    assertTrue(crops.hash().matches("[0-9a-f]{16}-[0-9a-f]{16}"), crops.hash());
    assertEquals(crops.hash(), grey(count).hash());
  }

  @Test
  void aSixteenthOfTheDevelopmentDataIsHeldOut() throws IOException {
    var data = Path.of(System.getProperty("jeton.data", ""));
    assumeTrue(Files.isDirectory(data.resolve("imagenet_1k")), data + " is absent");
    var files = ImageFolder.files(data.resolve("imagenet_1k"));
    double share = files.stream().filter(PhotoCrops::isHeldOut).count() / (double) files.size();
    assertTrue(share > 0.04 && share < 0.09, () -> "share " + share);
  }
}
