package dev.jeton.text.compress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of docs/compressed-text.md. */
class DocumentedCompressionTest {
  private static final Path PAGE = Path.of("../docs/compressed-text.md");

  @TempDir Path folder;

  @Test
  void doesWhatItSays() throws IOException {
    var texts = Documents.sentences(200, new SplittableRandom(1));
    byte[] text = Documents.sentences(1, new SplittableRandom(2)).getFirst();
    var model = OrderModel.learn(texts, 5);
    Files.write(folder.resolve("reviews.jtm"), ModelFile.bytes(model));
    TextCompressor compressor = TextCompressor.open(folder.resolve("reviews.jtm"));
    byte[] small = compressor.compress(text);
    byte[] again = compressor.decompress(small);
    assertArrayEquals(text, again);

    var windows = new EqualInfoWindows(model, 12); // the arithmetic coder; up to 30 bits
    var dictionary = WindowDictionary.of(windows); // the same codewords by look-up
    Files.write(folder.resolve("reviews.jtw"), WindowFile.bytes(dictionary));
    Tokenizer tokenizer = Tokenizer.open(folder.resolve("reviews.jtw"));
    assertEquals(windows.encode(text).length, tokenizer.count(new String(text, UTF_8)));
  }

  /** Each line of the page's Java stands in the test above. */
  @Test
  void everyLineIsTested() throws IOException {
    var source =
        Files.readString(
            Path.of("src/test/java/dev/jeton/text/compress/DocumentedCompressionTest.java"));
    var lines = javaLines();
    assertTrue(lines.size() >= 9, lines.toString());
    for (var line : lines) {
      var tested = line.replace("Path.of(\"", "folder.resolve(\"");
      assertTrue(source.contains(tested), line);
    }
  }

  private static List<String> javaLines() throws IOException {
    var lines = new ArrayList<String>();
    boolean inside = false;
    for (var line : Files.readAllLines(PAGE)) {
      if (line.startsWith("```")) {
        inside = line.equals("```java");
      } else if (inside) {
        lines.add(line.strip());
      }
    }
    return lines;
  }
}
