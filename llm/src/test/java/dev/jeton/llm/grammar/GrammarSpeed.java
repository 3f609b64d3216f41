package dev.jeton.llm.grammar;

import dev.jeton.llm.GrammarRuns;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * On request: microseconds per token of choosing from random logits, free and within grammars.
 * Argument: tokenizer file.
 */
final class GrammarSpeed {
  private static final String SCHEMA =
      """
      {"type": "array", "minItems": 3, "items": {"type": "object", "properties": {"name": {"type": "string",
       "maxLength": 30}, "age": {"type": "integer", "minimum": 0, "maximum": 150}, "tags": {"type": "array",
       "items": {"enum": ["red", "green", "blue"]}}}, "required": ["name", "age", "tags"]}}""";

  private GrammarSpeed() {}

  public static void main(String[] args) throws IOException {
    var tokenizer = Tokenizer.open(Path.of(args[0]));
    long from = System.nanoTime();
    var trie = TokenTrie.of(tokenizer);
    System.out.printf(
        "%d tokens, trie in %d ms%n", tokenizer.size(), (System.nanoTime() - from) / 1_000_000);
    var vocabulary = new byte[tokenizer.size()][];
    for (int id = 0; id < vocabulary.length; id++) {
      vocabulary[id] = trie.bytes(id);
    }
    var runs = new GrammarRuns(vocabulary, new SplittableRandom(1));
    for (int round = 0; round < 3; round++) {
      report("free", runs, null);
      report("any text (regex)", runs, Grammar.regex("[^\\u0000]*"));
      report("schema", runs, Grammar.jsonSchema(SCHEMA));
      report("any JSON", runs, Grammar.json());
    }
  }

  private static void report(String name, GrammarRuns runs, @Nullable Grammar grammar) {
    for (int part = 0; part < 2; part++) {
      int tokens = 0;
      long from = System.nanoTime();
      while (tokens < 1500) {
        tokens += grammar == null ? runs.free(150) : runs.write(grammar, 150).tokens();
      }
      System.out.printf(
          "%s, %s: %.0f us per token, %d states%n",
          name,
          part == 0 ? "first" : "then",
          (System.nanoTime() - from) / 1e3 / tokens,
          grammar == null ? 0 : grammar.states());
    }
  }
}
