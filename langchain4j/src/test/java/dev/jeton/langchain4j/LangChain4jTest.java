package dev.jeton.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.train.BpeTrainer;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.TokenCountEstimator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LangChain4jTest {
  @TempDir static Path folder;
  private static Tokenizer tokenizer;

  @BeforeAll
  static void train() throws IOException {
    var trainer = new BpeTrainer(new BpeTrainer.Settings(BpeTrainer.Alphabet.BYTES, 264));
    trainer.add("low lower lowest, new newer newest, slow slower slowest");
    tokenizer =
        Tokenizer.open(Files.write(folder.resolve("tokenizer.json"), trainer.tokenizerJson()));
  }

  @Test
  void countsTextsAsTheTokenizerDoes() {
    TokenCountEstimator estimator = new JetonTokenCountEstimator(tokenizer);
    assertEquals(
        tokenizer.count("a slower owl"), estimator.estimateTokenCountInText("a slower owl"));
    assertEquals(0, estimator.estimateTokenCountInText(""));
  }

  @Test
  void countsMessagesByTheirTextsAndCalls() {
    TokenCountEstimator estimator = new JetonTokenCountEstimator(tokenizer);
    var call = ToolExecutionRequest.builder().id("1").name("find").arguments("{}").build();
    var messages =
        List.<ChatMessage>of(
            SystemMessage.from("be slow"),
            UserMessage.from(TextContent.from("who is"), TextContent.from("lower?")),
            AiMessage.from("let me look", List.of(call)),
            AiMessage.from(call),
            ToolExecutionResultMessage.from(call, "newest"));
    int sum = 0;
    for (var text :
        List.of(
            "be slow", "who is", "lower?", "let me look", "find", "{}", "find", "{}", "newest")) {
      sum += tokenizer.count(text);
    }
    assertEquals(sum, estimator.estimateTokenCountInMessages(messages));
    var chat = new JetonTokenCountEstimator(tokenizer, JetonTokenCountEstimator.Overhead.OPENAI);
    assertEquals(sum + 5 * 4 + 3, chat.estimateTokenCountInMessages(messages));
    assertEquals(
        4 + tokenizer.count("be slow"), chat.estimateTokenCountInMessage(messages.getFirst()));
  }

  @Test
  void whatIsNoTextIsRefusedByName() {
    var estimator = new JetonTokenCountEstimator(tokenizer);
    var picture = UserMessage.from(ImageContent.from("aGk=", "image/png"));
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> estimator.estimateTokenCountInMessage(picture));
    assertTrue(refused.toString().contains("IMAGE"), refused.toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> estimator.estimateTokenCountInMessage(CustomMessage.from(Map.of("a", "b"))));
    assertThrows(
        IllegalArgumentException.class, () -> new JetonTokenCountEstimator.Overhead(-1, 0));
  }

  @Test
  void splitsDocumentsAtTokens() {
    var text = "low lower lowest, new newer newest, slow slower slowest";
    DocumentSplitter splitter = new JetonDocumentSplitter(tokenizer, 5, 0);
    var segments = splitter.split(Document.from(text, Metadata.from("source", "a.txt")));
    var joined = new StringBuilder();
    int at = 0;
    for (var segment : segments) {
      joined.append(segment.text());
      assertEquals("a.txt", segment.metadata().getString("source"));
      assertEquals(String.valueOf(at++), segment.metadata().getString("index"));
    }
    assertEquals(text, joined.toString());
    assertEquals(Math.ceilDiv(tokenizer.count(text), 5), segments.size());
    var overlapping = new JetonDocumentSplitter(tokenizer, 5, 2).split(Document.from(text));
    assertTrue(overlapping.size() > segments.size());
    assertEquals(
        tokenizer.split(text, 5, 2).stream().map(chunk -> chunk.text()).toList(),
        overlapping.stream().map(segment -> segment.text()).toList());
  }

  /** As docs/text.md shows it. */
  @Test
  void shortDocumentsAreOneSegment() {
    DocumentSplitter splitter = new JetonDocumentSplitter(tokenizer, 512, 64);
    assertEquals(
        List.of("newer and lower"),
        splitter.split(Document.from("newer and lower")).stream()
            .map(segment -> segment.text())
            .toList());
  }

  @Test
  void blankPartsAreLeftOut() {
    var segments = new JetonDocumentSplitter(tokenizer, 1, 0).split(Document.from("a      b"));
    assertTrue(segments.stream().noneMatch(segment -> segment.text().isBlank()));
    assertEquals("b", segments.getLast().text().strip());
  }

  @Test
  void overlapsAsLongAsASegmentAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new JetonDocumentSplitter(tokenizer, 5, 5));
    assertThrows(IllegalArgumentException.class, () -> new JetonDocumentSplitter(tokenizer, 0, 0));
  }
}
