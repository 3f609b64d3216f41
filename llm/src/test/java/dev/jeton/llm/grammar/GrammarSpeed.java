package dev.jeton.llm.grammar;

import dev.jeton.llm.GrammarRuns;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * On request: what choosing a token from random logits costs, free and within grammars, in turns
 * one after the other, in time of the thread. Argument: tokenizer file.
 */
final class GrammarSpeed {
  private static final String SCHEMA =
      """
      {"type": "array", "minItems": 3, "items": {"type": "object", "properties": {"name": {"type": "string",
       "maxLength": 30}, "age": {"type": "integer", "minimum": 0, "maximum": 150}, "tags": {"type": "array",
       "items": {"enum": ["red", "green", "blue"]}}}, "required": ["name", "age", "tags"]}}""";

  private static final int TURNS = 8;
  private static final int TOKENS = 1500;

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
    var kinds = new LinkedHashMap<String, @Nullable Grammar>();
    kinds.put("free", null);
    kinds.put("any text", Grammar.regex("[^\\u0000]*"));
    kinds.put("schema", Grammar.jsonSchema(SCHEMA));
    kinds.put("any JSON", Grammar.json());
    var micros = new LinkedHashMap<String, List<Double>>();
    for (int turn = 0; turn < TURNS; turn++) {
      kinds.forEach(
          (name, grammar) ->
              micros.computeIfAbsent(name, key -> new ArrayList<>()).add(micros(runs, grammar)));
    }
    micros.forEach(
        (name, all) -> {
          double first = all.removeFirst(); // states are made, code is compiled
          all.sort(null);
          double median = all.get(all.size() / 2);
          System.out.printf(
              "%s: %.0f us a token (%.0f to %.0f), %.0f tokens a second; at first %.0f us%n",
              name, median, all.getFirst(), all.getLast(), 1e6 / median, first);
        });
  }

  /** Of this thread's time, for a token. */
  private static double micros(GrammarRuns runs, @Nullable Grammar grammar) {
    var clock = ManagementFactory.getThreadMXBean();
    int tokens = 0;
    long from = clock.getCurrentThreadCpuTime();
    while (tokens < TOKENS) {
      tokens += grammar == null ? runs.free(150) : runs.write(grammar, 150).tokens();
    }
    return (clock.getCurrentThreadCpuTime() - from) / 1e3 / tokens;
  }
}
