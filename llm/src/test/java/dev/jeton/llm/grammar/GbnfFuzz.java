package dev.jeton.llm.grammar;

import dev.jeton.llm.GrammarRuns;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * On request: random GBNF grammars, each with a text of a real vocabulary drawn from random logits,
 * against {@link RandomGrammar}, which tries everything. Arguments: tokenizer file, how many, seed.
 */
final class GbnfFuzz {
  private static final int TOKENS = 30;
  private static final int LONGEST = 80; // that trying everything can read

  private GbnfFuzz() {}

  public static void main(String[] args) throws IOException {
    var tokenizer = Tokenizer.open(Path.of(args[0]));
    var vocabulary = new byte[tokenizer.size()][];
    var trie = TokenTrie.of(tokenizer);
    for (int id = 0; id < vocabulary.length; id++) {
      vocabulary[id] = trie.bytes(id);
    }
    int count = Integer.parseInt(args[1]);
    long seed = Long.parseLong(args[2]);
    var runs = new GrammarRuns(vocabulary, new SplittableRandom(seed));
    int checked = 0;
    int refused = 0;
    int tooLong = 0;
    long tokens = 0;
    for (int i = 0; checked < count; i++) {
      var expected = new RandomGrammar(new SplittableRandom(seed * 1_000_003 + i));
      try {
        var grammar = Grammar.gbnf(expected.source());
        var written = runs.write(grammar, TOKENS + grammar.least());
        var text = new String(written.bytes(), StandardCharsets.UTF_8);
        if (text.length() > LONGEST) {
          tooLong++;
          continue;
        }
        if (!expected.takes(text)) {
          throw new IllegalStateException(i + ": " + expected.source() + text);
        }
        checked++;
        tokens += written.tokens();
      } catch (GrammarException e) { // very ambiguous ones
        refused++;
      }
    }
    System.out.printf(
        "%d grammars over %d tokens: every text is one of theirs, %d tokens; %d texts were too long"
            + " to check, %d grammars refused%n",
        checked, vocabulary.length, tokens, tooLong, refused);
  }
}
