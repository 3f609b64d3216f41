package dev.jeton.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextPeersTest {
  @TempDir Path folder;
  private final StringWriter said = new StringWriter();
  private final Rounds rounds = new Rounds(new PrintWriter(said), 1, 1e-4);

  private Path text() throws IOException {
    return Files.writeString(
        folder.resolve("text.txt"), "It's 12345 o'clock; naïve 中文!\n".repeat(600));
  }

  @Test
  void idsAreThoseOfJtokkit() throws IOException {
    var corpora = List.of(Corpus.of(text()), new Corpus("spaces", List.of(" ".repeat(1000)), 1000));
    var peers = new TextPeers(corpora, 2, List.of("cl100k_base"), List.of(), List.of(), List.of());
    var rows = peers.run(rounds, Stopwatch.WALL);
    assertEquals(2, rows.size());
    for (var row : rows) {
      assertEquals(
          List.of("Jeton cold", "warm", "jtokkit", "warm, 2 threads"),
          row.rates().stream().map(Rounds.Rate::arm).toList());
      assertTrue(row.rates().stream().allMatch(rate -> rate.median() > 0));
    }
    assertEquals(2, said.toString().split("the same ids everywhere", -1).length - 1);
    assertTrue(said.toString().contains("  2 threads: "));
    assertTrue(said.toString().contains("bytes of heap per encode"));
  }

  @Test
  void documentsAreAboutEightKilobytesAndTogetherTheText() throws IOException {
    var corpus = Corpus.of(text());
    assertEquals(Files.readString(text()), String.join("", corpus.documents()));
    assertEquals(Files.size(text()), corpus.bytes());
    for (var document : corpus.documents().subList(0, corpus.documents().size() - 1)) {
      assertTrue(document.length() > 6000 && document.length() < 8300);
    }
    assertThrows(IOException.class, () -> Corpus.of(Files.createDirectory(folder.resolve("no"))));
  }

  /** What zlib and DJL's arm make of the same ids. */
  @Test
  void idSumIsTheCrcOfLittleEndianNumbers() {
    var corpus = new Corpus("", List.of("a", "b"), 2);
    assertEquals(
        "871eae37",
        IdSum.of(corpus, text -> text.equals("a") ? new int[] {1, 300} : new int[] {70000}));
  }

  @Test
  void longWordsAreAsLongAsTheySay() {
    for (var word : LongWords.of(1)) {
      assertEquals(1, word.documents().size());
      assertEquals(1_000_000, word.bytes(), 50);
    }
  }

  @Test
  void theToolIsFound() {
    assertTrue(ToolProvider.findFirst("jeton-bench-text").isPresent());
  }
}
