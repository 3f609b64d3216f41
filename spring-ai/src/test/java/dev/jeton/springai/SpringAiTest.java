package dev.jeton.springai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.text.Chunk;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.train.BpeTrainer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;
import org.springframework.ai.document.Document;
import org.springframework.ai.tokenizer.TokenCountEstimator;
import org.springframework.ai.transformer.splitter.TextSplitter;

class SpringAiTest {
  @TempDir static Path folder;
  private static Tokenizer tokenizer;

  @BeforeAll
  static void train() throws IOException {
    var trainer = new BpeTrainer(new BpeTrainer.Settings(BpeTrainer.Alphabet.BYTES, 264));
    trainer.add("low lower lowest, new newer newest, slow slower slowest");
    tokenizer =
        Tokenizer.open(Files.write(folder.resolve("tokenizer.json"), trainer.tokenizerJson()));
  }

  /** What Spring AI's user messages are to this interface. */
  private record Message(@Nullable String text, List<Media> media) implements MediaContent {
    @Override
    public @Nullable String getText() {
      return text;
    }

    @Override
    public List<Media> getMedia() {
      return media;
    }

    @Override
    public Map<String, Object> getMetadata() {
      return Map.of();
    }
  }

  @Test
  void countsAsTheTokenizerDoes() {
    TokenCountEstimator estimator = new JetonTokenCountEstimator(tokenizer);
    int slower = tokenizer.count("a slower owl");
    assertEquals(slower, estimator.estimate("a slower owl"));
    var message = new Message("a slower owl", List.of());
    assertEquals(slower, estimator.estimate(message));
    assertEquals(
        2 * slower, estimator.estimate(List.of(message, new Message(null, List.of()), message)));
  }

  @Test
  void mediaAreRefusedByTheirType() {
    var media = new Media(Media.Format.IMAGE_PNG, URI.create("https://example.org/a.png"));
    var message = new Message("look", List.of(media));
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new JetonTokenCountEstimator(tokenizer).estimate(message));
    assertTrue(refused.toString().contains("image/png"), refused.toString());
  }

  @Test
  void splitsDocumentsAtTokens() {
    var text = "low lower lowest, new newer newest, slow slower slowest";
    TextSplitter splitter = new JetonTextSplitter(tokenizer, 5, 0);
    var parts = splitter.split(new Document(text, Map.of("source", "a.txt")));
    assertEquals(Math.ceilDiv(tokenizer.count(text), 5), parts.size());
    var joined = new StringBuilder();
    for (var part : parts) {
      joined.append(part.getText());
      assertEquals("a.txt", part.getMetadata().get("source"));
    }
    assertEquals(text, joined.toString());
    assertEquals(
        tokenizer.split(text, 5, 2).stream().map(Chunk::text).toList(),
        new JetonTextSplitter(tokenizer, 5, 2)
            .split(new Document(text)).stream().map(Document::getText).toList());
  }

  /** As docs/text.md shows it. */
  @Test
  void shortDocumentsAreOnePart() {
    TextSplitter parts = new JetonTextSplitter(tokenizer, 512, 64);
    assertEquals(
        "newer and lower", parts.split(new Document("newer and lower")).getFirst().getText());
  }

  @Test
  void overlapsAsLongAsAPartAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new JetonTextSplitter(tokenizer, 5, 5));
    assertThrows(IllegalArgumentException.class, () -> new JetonTextSplitter(tokenizer, 0, 0));
  }
}
