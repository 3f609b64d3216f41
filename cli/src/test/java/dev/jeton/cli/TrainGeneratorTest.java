package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import dev.jeton.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a zip of pictures to pictures of a class. */
class TrainGeneratorTest {
  private static final int SIDE = 32;

  @TempDir Path folder;

  /** Pictures in one colour: reddish and bluish ones. */
  private Path pictures() throws IOException {
    var file = folder.resolve("pictures.zip");
    var random = new SplittableRandom(4);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 60; i++) {
        boolean red = i % 2 == 0;
        float most = 0.8f + 0.1f * random.nextInt(2);
        var pixels = new float[SIDE * SIDE * 3];
        for (int p = 0; p < SIDE * SIDE; p++) {
          pixels[3 * p] = red ? most : 0.1f;
          pixels[3 * p + 1] = 0.1f;
          pixels[3 * p + 2] = red ? 0.1f : most;
        }
        zip.putNextEntry(new ZipEntry("train/%s/%02d.png".formatted(red ? "red" : "blue", i)));
        zip.write(ImageFile.png(new Signal.Image(SIDE, SIDE, pixels)));
      }
    }
    return file;
  }

  private Path train(String... more) throws IOException {
    var words = new Object[6 + more.length];
    var fixed =
        new Object[] {
          "train", "generator", "--data=" + pictures(), "-o", folder.resolve("run"), "--dim=32"
        };
    System.arraycopy(fixed, 0, words, 0, 6);
    System.arraycopy(more, 0, words, 6, more.length);
    var ran = Ran.jeton(words);
    assertEquals(0, ran.code(), ran.err());
    return folder.resolve("run/generator.safetensors");
  }

  @Test
  void learnsWhatClassesLookLike() throws IOException {
    var model =
        train(
            "--codec=blocks-1",
            "--steps=100",
            "--batch=16",
            "--layers=1",
            "--rate=0.01",
            "--mirror");
    var notes = Safetensors.read(model).metadata();
    assertEquals("blocks-1", notes.get("codec"));
    assertEquals("blue\nred", notes.get("classes"));
    var command = String.valueOf(notes.get("command"));
    assertTrue(command.startsWith("jeton train generator --codec blocks-1 --kind masked"), command);
    for (var name : new String[] {"red", "blue"}) {
      var file = folder.resolve(name + ".png");
      Ran.jeton(
              "generate",
              "image",
              "--model",
              model,
              "--class",
              name,
              "-n1",
              "-o",
              file,
              "--temperature=0")
          .ok();
      var image = ImageFile.read(file);
      double difference = 0;
      for (int i = 0; i < image.pixels().length; i += 3) {
        difference += image.pixels()[i] - image.pixels()[i + 2];
      }
      difference /= SIDE * SIDE;
      assertTrue(
          name.equals("red") ? difference > 0.2 : difference < -0.2, name + " " + difference);
    }
    long tokensMade =
        Files.getLastModifiedTime(folder.resolve("run/tokens.safetensors")).toMillis();
    train("--codec=blocks-1", "--steps=100", "--batch=16", "--layers=1", "--rate=0.01", "--mirror");
    assertEquals(
        tokensMade,
        Files.getLastModifiedTime(folder.resolve("run/tokens.safetensors")).toMillis(),
        "a second run takes the tokens that are there");
  }

  @Test
  void takesTokensOfSeveralLevels() throws IOException {
    var model = train("--codec=patches-1", "--steps=5", "--layers=1", "--kind=causal", "--batch=4");
    var file = folder.resolve("some.png");
    var said =
        Ran.jeton("generate", "image", "--model", model, "-n4", "-o", file, "--tokens=5").ok();
    assertTrue(said.out().contains("5 tokens each, 10 model calls"), said.out());
    assertEquals(2 * SIDE + 2, ImageFile.read(file).width());
  }

  @Test
  void growsAPrefixInRounds() throws IOException {
    var model =
        train("--codec=patches-1", "--steps=5", "--layers=1", "--kind=growing", "--batch=4");
    assertEquals("growing", Safetensors.read(model).metadata().get("order"));
    var said =
        Ran.jeton(
                "generate",
                "image",
                "--model",
                model,
                "-n2",
                "-o",
                folder.resolve("some.png"),
                "--steps=3",
                "--guidance=1")
            .ok();
    assertTrue(said.out().contains(", 3 model calls"), said.out());
  }

  @Test
  void wrongPlacesAreNamed() throws IOException {
    var run = folder.resolve("run");
    assertTrue(
        Ran.jeton("train", "generator", "--data=" + folder, "-o", run)
            .complained(1)
            .contains("found 0 zips"));
    assertTrue(
        Ran.jeton("train", "generator", "--data=" + folder.resolve("no.zip"), "-o", run)
            .complained(1)
            .contains("no.zip: no such file"));
    var text = Files.writeString(folder.resolve("text.zip"), "no zip");
    assertTrue(
        Ran.jeton("train", "generator", "--data=" + text, "-o", run)
            .complained(1)
            .contains("not a zip"));
    assertTrue(
        Ran.jeton("train", "generator", "--data=x", "--dim=33").complained(2).contains("--dim"));
  }
}
