package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgePicturesTest {
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model =
        RandomGenerator.write(
            folder.resolve("model.safetensors"), false, true, CLASSES, new LinkedHashMap<>());
  }

  /** Three pictures of each class, of blocks in one colour: what the codec keeps exactly. */
  private Path pictures(List<String> classes, int side) throws IOException {
    var file = folder.resolve("pictures.zip");
    var random = new SplittableRandom(4);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var name : classes) {
        for (int i = 0; i < 3; i++) {
          var pixels = new float[side * side * 3];
          for (int p = 0; p < pixels.length; p++) {
            pixels[p] = random.nextFloat();
          }
          zip.putNextEntry(new ZipEntry("test/%s/%d.png".formatted(name, i)));
          zip.write(ImageFile.png(new Signal.Image(side, side, pixels)));
        }
      }
    }
    return file;
  }

  private Ran judge(Path data, String... more) {
    var words = new Object[4 + more.length];
    System.arraycopy(
        new Object[] {"generate", "judge", "--model=" + model, "--data=" + data}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return Ran.jeton(words);
  }

  @Test
  void setsDrawnAndCodedPicturesBesideRealOnes() throws IOException {
    var data = pictures(CLASSES, 32);
    var found = new ObjectMapper().readTree(judge(data, "--json").ok().out());
    assertEquals(30, found.get("pictures").asInt());
    assertEquals(4, found.get("tokens").asInt());
    for (var name : List.of("drawnFdCls", "codedFdCls")) {
      assertTrue(found.get(name).asDouble() > 0, name);
    }
    for (var name : List.of("drawnAccuracy", "codedAccuracy", "realAccuracy")) {
      double share = found.get(name).asDouble();
      assertTrue(share >= 0 && share <= 1 && Math.abs(share * 30 % 1 - 0.5) > 0.49, name);
    }
    var said = judge(data, "-n10", "--tokens=2").ok().out();
    assertTrue(said.contains("10 pictures of ") && said.contains(", 2 tokens each"), said);
    assertEquals(5, said.lines().count(), said);
  }

  @Test
  void otherPicturesAreRefused() throws IOException {
    assertTrue(
        judge(pictures(List.of("cat", "cow"), 32))
            .complained(1)
            .contains("expected the judge's classes airplane, "));
    assertTrue(
        judge(pictures(CLASSES, 16))
            .complained(1)
            .contains("expected pictures of 32x32, found 16x16"));
    assertTrue(judge(pictures(CLASSES, 32), "-n31").complained(2).contains("-n is 2 to 30"));
    model = RandomGenerator.write(folder.resolve("two.safetensors"), false);
    assertTrue(
        judge(pictures(CLASSES, 32))
            .complained(1)
            .contains("expected a model of the judge's classes, found none 'airplane'"));
  }
}
