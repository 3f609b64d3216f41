package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jeton text compress} and {@code decompress}, and the files that lead them. */
class TextCompressTest {
  @TempDir Path folder;
  private Path learnt;
  private Path text;

  @BeforeEach
  void write() throws IOException {
    learnt =
        Files.writeString(folder.resolve("learnt.txt"), "it was the best of times. ".repeat(50));
    text = Files.writeString(folder.resolve("in.txt"), "the worst of times, naïve.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"byte-model", "equal-info"})
  void textsComeBack(String kind) throws IOException {
    var model = folder.resolve("model");
    var trained = Ran.jeton("text", "train", "--kind", kind, "--order=3", "-o", model, learnt).ok();
    assertTrue(trained.out().startsWith(model + ": "), trained.out());
    var compressed = folder.resolve("in.jtc");
    var ran = Ran.jeton("text", "compress", "--model", model, text).ok();
    assertTrue(ran.out().startsWith(text + " -> " + compressed + ": 27 bytes"), ran.out());
    Ran.jeton("text", "decompress", "--model", model, compressed).ok();
    assertArrayEquals(
        Files.readAllBytes(text), Files.readAllBytes(folder.resolve("in.decompressed.txt")));
    Ran.jeton("text", "compress", "--json", "--model", model, text).ok().json();
  }

  @Test
  void brokenFilesAndOtherModelsAreRefused() throws IOException {
    var model = folder.resolve("model");
    var other = folder.resolve("other");
    Ran.jeton("text", "train", "--kind=byte-model", "-o", model, learnt).ok();
    Ran.jeton("text", "train", "--kind=byte-model", "-o", other, text).ok();
    var compressed = folder.resolve("in.jtc");
    Ran.jeton("text", "compress", "--model", model, text).ok();
    var wrong = Ran.jeton("text", "decompress", "--model", other, compressed).complained(1);
    assertTrue(wrong.contains("expected the model with checksum"), wrong);
    byte[] bytes = Files.readAllBytes(compressed);
    bytes[bytes.length / 2] ^= 1;
    Files.write(compressed, bytes);
    var flipped = Ran.jeton("text", "decompress", "--model", model, compressed).complained(1);
    assertTrue(flipped.contains("it was cut short or changed"), flipped);
    var none = Ran.jeton("text", "compress", "--model", text, text).complained(1);
    assertTrue(none.contains("in.txt: expected a model of bytes"), none);
    assertTrue(Files.notExists(folder.resolve("in.decompressed.txt")));
  }

  @Test
  void windowsFollowAModel() {
    var model = folder.resolve("model");
    var led = folder.resolve("led");
    var windows = folder.resolve("windows");
    Ran.jeton("text", "train", "--kind=byte-model", "--order=3", "-o", model, learnt).ok();
    Ran.jeton("text", "train", "--kind=equal-info", "--model", model, "-o", led).ok();
    Ran.jeton("text", "train", "--kind=equal-info", "--order=3", "-o", windows, learnt).ok();
    assertEquals(-1, mismatch(led, windows));
    var both = Ran.jeton("text", "train", "--kind=equal-info", "--model", model, "-o", led, learnt);
    assertTrue(both.complained(2).contains("expected texts, or --model and no texts"));
  }

  private static long mismatch(Path one, Path other) {
    try {
      return Files.mismatch(one, other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void windowsAreATokenizerForEveryCommand() {
    var windows = folder.resolve("windows");
    Ran.jeton("text", "train", "--kind=equal-info", "--window=12", "-o", windows, learnt).ok();
    var count = Ran.jeton("text", "count", "--tokenizer", windows, text).ok();
    int tokens = Integer.parseInt(count.out().strip());
    assertTrue(tokens > 1 && tokens < 27, count.out());
    var ids = Ran.jeton("text", "encode", "--tokenizer", windows, text).ok().out().strip();
    assertEquals(tokens, ids.split(" ").length);
    var inspected = Ran.jeton("text", "inspect", "--tokenizer", windows, "--id=0").ok();
    assertTrue(inspected.out().startsWith("equal-info: ids 0 to 4095, 0 of them free"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--kind=bpe --window=12",
        "--kind=wordpiece --order=2",
        "--kind=byte-model --window=12",
        "--kind=equal-info --window=7",
        "--kind=equal-info --window=21",
        "--kind=byte-model --order=7"
      })
  void optionsThatDoNotFitAreRefused(String options) {
    var words = options.split(" ");
    var said = Ran.jeton("text", "train", words[0], words[1], "-o", folder.resolve("x"), learnt);
    var line = said.complained(2);
    assertTrue(line.contains("found"), line);
  }
}
