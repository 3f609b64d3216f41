package dev.jeton.llm.grammar;

import dev.jeton.llm.GrammarRuns;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;

/**
 * On request: random schemas, each with a text of a real vocabulary drawn from random logits;
 * {@code golden/schemas.py} checks them with pip's jsonschema. Arguments: tokenizer file, file to
 * write, how many, seed.
 */
final class GrammarFuzz {
  private GrammarFuzz() {}

  public static void main(String[] args) throws IOException {
    var tokenizer = Tokenizer.open(Path.of(args[0]));
    var vocabulary = new byte[tokenizer.size()][];
    var trie = TokenTrie.of(tokenizer);
    for (int id = 0; id < vocabulary.length; id++) {
      vocabulary[id] = trie.bytes(id);
    }
    long seed = Long.parseLong(args[3]);
    var runs = new GrammarRuns(vocabulary, new SplittableRandom(seed));
    int count = Integer.parseInt(args[2]);
    int tokens = 0;
    long from = System.nanoTime();
    try (var out = Files.newBufferedWriter(Path.of(args[1]))) {
      for (int i = 0; i < count; i++) {
        var random = new SplittableRandom(seed * 1_000_003 + i);
        var schema = RandomSchema.of(random);
        var grammar = Grammar.jsonSchema(schema);
        var written = runs.write(grammar, 60 + grammar.least());
        tokens += written.tokens();
        var line = new LinkedHashMap<String, Object>();
        line.put("number", new java.math.BigDecimal(i));
        line.put("schema", JsonTree.parse(schema));
        line.put("text", new String(written.bytes(), StandardCharsets.UTF_8));
        out.write(JsonText.of(line));
        out.write('\n');
        if (i % 250 == 0) {
          out.flush();
          System.err.println(
              i + " " + tokens + " " + (System.nanoTime() - from) / 1_000_000_000 + " s");
        }
      }
    }
    System.err.println(tokens + " tokens");
  }
}
