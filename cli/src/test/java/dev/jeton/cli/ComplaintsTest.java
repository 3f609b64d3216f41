package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong is one line on standard error, and the exit code says what kind it is. */
class ComplaintsTest {
  private static final String CODEC = "--codec=blocks-1";

  @TempDir Path folder;
  private Path image;
  private Path tokens;

  @BeforeEach
  void encode() {
    image = folder.resolve("a.png");
    tokens = folder.resolve("a.jeton");
    ImageFile.write(Pictures.waves(48, 32), image);
    Ran.jeton("encode", image, CODEC).ok();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "--nonsense",
        "encode",
        "encode --nonsense",
        "encode a.png --tokens",
        "encode a.png --tokens=x",
        "encode a.png --tokens=0",
        "encode a.png --bytes=-5",
        "encode a.png --quality=101",
        "encode a.png --tokens=5 --bytes=5",
        "encode a.png --codec=nonsense",
        "encode a.png --codec=blocks-1:",
        "decode",
        "decode a.jeton --tokens=0",
        "inspect",
        "compare",
        "compare a.png --against=gif",
        "compare a.png --bytes=0",
        "codecs what",
        "encode - a.png --codec=blocks-1",
        "encode a.png b.png --codec=blocks-1 -o -",
        "encode - --codec=blocks-1 --json",
        "decode a.jeton -o - --json",
        "models nonsense",
        "models show",
        "models show nonsense",
        "train",
        "train photo",
        "train photo --data . --crop=100",
        "train photo --data . --norm=odd",
        "train photo --data . --noise=1",
        "train photo --data . --noise=2,1",
        "train photo --data . --shares=0.7,0.5",
        "train patches --data . --crop=64",
        "train what --data .",
        "train generator",
        "train generator --data . --minutes=0",
        "train generator --data . --steps=0",
        "train generator --data . --layers=0",
        "train generator --data . --kind=odd",
        "train generator --data . --codec=nonsense",
        "generate",
        "generate nonsense",
        "generate image --nonsense",
        "train photo --data . --minutes=0",
        "train photo --data . --device=abacus",
        "demo a b",
        "bench",
        "bench nonsense",
        "bench peers nonsense",
        "bench peers --turns=0",
        "bench peers --cpu",
        "bench peers --faiss=nowhere",
        "papers",
        "papers nonsense",
        "papers list 3",
        "papers show",
        "papers show 66",
        "papers show x",
        "papers run 0",
        "papers run 1 --seeds=1,x",
        "papers run 1 --seeds=",
        "papers run 1 --minutes=0",
        "papers run 1 --hours=-1",
        "papers run 1 --threads=-1",
        "papers run 1 --arms=(",
        "papers report what",
      })
  void wrongUsage(String line) {
    var words = line.isEmpty() ? new Object[0] : (Object[]) line.split(" ");
    var said = Ran.jeton(words).complained(2);
    assertTrue(said.startsWith("jeton: "), said);
    assertTrue(said.matches(".*; see 'jeton[a-z ]* --help'"), said);
  }

  @Test
  void inputsThatAreNoImages() throws IOException {
    byte[] png = Files.readAllBytes(image);
    fails("encode", folder.resolve("absent.png"));
    fails("encode", write("empty.png"));
    fails("encode", write("text.png", "no image".getBytes("US-ASCII")));
    fails("encode", write("cut.png", Arrays.copyOf(png, png.length / 2)));
    var huge = png.clone();
    Arrays.fill(huge, 16, 20, (byte) 0x7f); // the width in IHDR
    fails("encode", write("huge.png", huge));
  }

  @Test
  void damagedTokenFiles() throws IOException {
    byte[] good = Files.readAllBytes(tokens);
    fails("decode", folder.resolve("absent.jeton"));
    fails("decode", write("empty.jeton"));
    fails("decode", image);
    fails("decode", write("cut.jeton", Arrays.copyOf(good, good.length - 1)));
    fails("decode", write("longer.jeton", Arrays.copyOf(good, good.length + 1)));
    for (int i = 0; i < good.length; i++) {
      var flipped = good.clone();
      flipped[i] ^= 0x10;
      fails("decode", write("flipped.jeton", flipped));
    }
  }

  @Test
  void absentWeightsAreNamed() {
    var said = Ran.jeton("encode", image, "--codec=blocks-2").complained(1);
    assertTrue(said.contains("blocks-2.safetensors"), said);
  }

  @Test
  void budgetsTooSmallForOneToken() throws IOException {
    Files.delete(tokens);
    var said = fails("encode", image, "--bytes=3");
    assertTrue(said.contains("3 bytes"), said);
    assertFalse(Files.exists(tokens));
  }

  @Test
  void placesThatCannotBeWritten() throws IOException {
    fails("encode", image, "-o", folder.resolve("no/such/folder.jeton"));
    fails("decode", tokens, "-o", folder.resolve("no/such/folder.png"));
    fails("decode", tokens, "-o", folder.resolve("what.xyz"));
    fails("encode", image, folder.resolve("a.png"), "-o", tokens + "/below");
  }

  @Test
  void nothingIsLeftAndNothingOldIsLost() throws IOException {
    byte[] before = Files.readAllBytes(tokens);
    var bad = write("bad.png", new byte[] {1, 2, 3});
    fails("encode", bad, "-o", tokens);
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(tokens)));
    try (var files = Files.list(folder)) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void noSpaceLeft() {
    var full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
    assertTrue(fails("encode", image, "-o", full).contains("No space left"));
  }

  @Test
  void benchmarksThatAreNotThere() {
    assertTrue(Ran.jeton("bench", "peers").complained(1).contains("not on the class path"));
    assertTrue(Ran.jeton("bench", "micro").complained(1).contains("not on the class path"));
  }

  @Test
  void verboseSaysWhere() {
    var ran = Ran.jeton("encode", folder.resolve("absent.png"), CODEC, "--verbose");
    assertTrue(ran.err().contains("\tat "), ran.err());
  }

  private String fails(String command, Object... more) {
    var words = new java.util.ArrayList<Object>(Arrays.asList(more));
    words.addFirst(command);
    if (command.equals("encode")) {
      words.add(CODEC);
    }
    var ran = Ran.jeton(words.toArray());
    if (ran.err().endsWith("inputs failed\n")) {
      assertEquals(1, ran.code());
      return ran.err();
    }
    var said = ran.complained(1);
    assertTrue(said.startsWith("jeton: "), said);
    assertFalse(said.contains("Exception"), said);
    assertFalse(said.contains("null"), said);
    return said;
  }

  private Path write(String name, byte... bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
