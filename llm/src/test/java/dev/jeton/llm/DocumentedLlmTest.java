package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.draft.TokenRecycling;
import dev.jeton.llm.grammar.Grammar;
import dev.jeton.llm.grammar.TokenTrie;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of docs/llm.md. */
class DocumentedLlmTest {
  private static final Path STORIES =
      Path.of(System.getProperty("jeton.data", "data"), "models/stories260K/stories260K.bin");

  @TempDir Path folder;

  @Test
  void talksAsItSays() throws IOException {
    assumeTrue(Files.exists(STORIES), () -> "skipped: there is no " + STORIES);
    try (var model = Model.open(STORIES)) {
      var tokenizer = model.tokenizer().orElseThrow();
      var session = model.session();
      session.append(tokenizer.encode("Once upon a time"));

      var text = new StringBuilder();
      var decoder = tokenizer.streamingDecoder();
      var random = new SplittableRandom(1); // the same seed, the same text
      new Generation(session, new Sampler(0.8, 40, 0.95), random)
          .run(50, id -> text.append(decoder.accept(id)));
      assertFalse(text.isEmpty());

      var other = session.fork(); // what was read is shared
      other.append(tokenizer.bare().encode("The end"));
      session.truncate(3); // forgets all but the first three tokens
      session.append(tokenizer.bare().encode("there was"));
      float[] logits = session.logits();
      assertEquals(512, logits.length);
      assertTrue(other.length() > session.length());

      var grammar =
          Grammar.jsonSchema(
              """
              {"type": "object", "properties": {"name": {"type": "string", "maxLength": 20},
               "age": {"type": "integer", "minimum": 0, "maximum": 150}}, "required": ["name", "age"]}""");
      var limits = grammar.over(TokenTrie.of(tokenizer)); // one trie serves all grammars
      var answer = new StringBuilder();
      new Generation(session, Sampling.GREEDY, new SplittableRandom(1))
          .within(limits)
          .text(60, tokenizer, List.of(), answer::append);
      assertTrue(grammar.matches(answer.toString()), answer::toString);

      var draft = new TokenRecycling(model.shape().vocabulary()); // kept from text to text
      new Generation(session, Sampling.GREEDY, new SplittableRandom(1))
          .drafting(draft)
          .run(20, id -> {});

      var sessions = List.of(model.session(), model.session());
      var tokensOfEach = List.of(tokenizer.encode("One day"), tokenizer.encode("The dog"));
      var batch = new Batch(model);
      batch.append(sessions, tokensOfEach); // one pass for all: weights are read once
      batch.append(
          session, tokenizer.bare().encode("and")); // or from many threads, each with its own
      assertEquals(tokensOfEach.get(1).length, sessions.get(1).length());

      var kept = folder.resolve("session");
      session.save(kept);
      var restored = model.restore(kept);
      assertArrayEquals(session.ids(), restored.ids());

      double bits =
          BitsPerByte.of(model, tokenizer, "Once upon a time there was a cat.", 512).bitsPerByte();
      assertTrue(bits > 0 && bits < 2, "bits " + bits);
    }
  }

  @Test
  void storesAsItSays() throws IOException, URISyntaxException {
    var file = Golden.path("llama.gguf");
    var smaller = folder.resolve("smaller.gguf");
    var folderOfTransformers = Golden.path("llama");
    var converted = folder.resolve("converted.gguf");
    try (var arena = Arena.ofConfined()) {
      Quantization.of(Gguf.map(file, arena), TensorType.Q8_0).write(smaller);
      Conversion.of(folderOfTransformers, Optional.empty(), arena)
          .write(converted, Optional.of(TensorType.Q8_0));
    }
    assertTrue(Files.size(converted) < Files.size(file));
    assertTrue(Files.size(smaller) < Files.size(file));
  }
}
