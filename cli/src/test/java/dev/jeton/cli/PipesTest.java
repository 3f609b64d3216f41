package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.media.image.ImageFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard input and output in place of files. */
class PipesTest {
  private static final String CODEC = "--codec=blocks-1";

  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void redirect() {
    image = folder.resolve("a.png");
    ImageFile.write(Pictures.waves(48, 32), image);
    System.setOut(new PrintStream(written));
  }

  @AfterEach
  void restore() {
    System.setIn(in);
    System.setOut(out);
  }

  @Test
  void goThroughPipes() throws IOException {
    Ran.jeton("encode", image, CODEC).ok();
    var encoded = piped(Files.readAllBytes(image), "encode", "-", CODEC);
    assertEquals("", encoded.out());
    assertTrue(encoded.err().startsWith("standard input -> standard output: 48 x 32"));
    var file = folder.resolve("a.jeton");
    assertArrayEquals(Files.readAllBytes(file), written.toByteArray());
    Ran.jeton("decode", file, "-o", folder.resolve("b.png")).ok();
    written.reset();
    assertEquals(0, piped(Files.readAllBytes(file), "decode", "-").code());
    assertArrayEquals(
        ImageFile.read(folder.resolve("b.png")).pixels(),
        ImageFile.read(written.toByteArray(), "written").pixels());
  }

  @Test
  void oneSideMayBeAFile() throws IOException {
    var file = folder.resolve("c.jeton");
    piped(Files.readAllBytes(image), "encode", "-", CODEC, "-o", file).ok();
    var ran = Ran.jeton("encode", image, CODEC, "-o", "-");
    assertEquals("", ran.out());
    assertArrayEquals(Files.readAllBytes(file), written.toByteArray());
  }

  @Test
  void writeNothingWhereItFails() throws IOException {
    var said = piped(new byte[] {1, 2, 3}, "encode", "-", CODEC).complained(1);
    assertTrue(said.startsWith("jeton: standard input: expected an image"), said);
    said = piped(new byte[] {1, 2, 3}, "decode", "-").complained(1);
    assertEquals("jeton: standard input: not a .jeton file: it does not begin with 'JTN'", said);
    assertEquals(0, written.size());
    System.setOut(new PrintStream(new Broken()));
    said = piped(Files.readAllBytes(image), "encode", "-", CODEC).complained(1);
    assertTrue(said.endsWith("cannot write to standard output"), said);
  }

  private static Ran piped(byte[] input, Object... words) {
    System.setIn(new ByteArrayInputStream(input));
    return Ran.jeton(words);
  }

  private static final class Broken extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("broken pipe");
    }
  }
}
