package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.ModelFiles;
import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that do not ship: here a copy of shipped ones, under a name of its owner's choice. */
class OwnWeightsTest {
  @TempDir Path folder;
  private Path weights;
  private Path image;
  private Path tokens;

  @BeforeEach
  void encode() throws IOException {
    weights = folder.resolve("mine.bin");
    Files.write(weights, ModelFiles.SHIPPED.read("patches-1.safetensors"));
    image = folder.resolve("a.png");
    tokens = folder.resolve("a.jeton");
    ImageFile.write(Pictures.waves(48, 32), image);
    Ran.jeton("encode", image, "--weights", weights).ok(); // finds out that these are patches
  }

  @Test
  void encodeAndDecode() {
    assertTrue(
        Ran.jeton("inspect", tokens, "--weights", weights).ok().out().contains("patches-own"));
    Ran.jeton("decode", tokens, "--weights", weights).ok();
    var decoded = folder.resolve("a.decoded.png");
    assertEquals(48, ImageFile.read(decoded).width());
  }

  @Test
  void areAskedForWhereTheyAreMissing() {
    var complaint = Ran.jeton("decode", tokens).complained(1);
    assertTrue(complaint.contains("made with patches-own, weights "), complaint);
    assertTrue(complaint.contains("weight file is needed"), complaint);
  }

  @Test
  void othersAreRefused() throws IOException {
    var others = folder.resolve("others.bin");
    byte[] changed = Files.readAllBytes(weights);
    changed[changed.length - 1] ^= 1;
    Files.write(others, changed);
    var complaint = Ran.jeton("decode", tokens, "--weights", others).complained(1);
    assertTrue(complaint.contains("weights"), complaint);
  }

  @Test
  void wrongFilesAndFamiliesAreNamed() throws IOException {
    var absent = folder.resolve("none.bin");
    assertTrue(
        Ran.jeton("encode", image, "--weights", absent)
            .complained(1)
            .contains("none.bin: no such"));
    var text = folder.resolve("text.bin");
    Files.writeString(text, "no weights");
    assertTrue(Ran.jeton("encode", image, "--weights", text).complained(1).contains("text.bin"));
    assertTrue(
        Ran.jeton("encode", image, "--weights", weights, "--codec", "no-such")
            .complained(2)
            .contains("found 'no-such'"));
  }
}
