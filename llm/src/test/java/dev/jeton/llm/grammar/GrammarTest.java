package dev.jeton.llm.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.llm.GrammarRuns;
import dev.jeton.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GrammarTest {
  private static final List<String> PATTERNS =
      List.of(
          "a*b+c?",
          "(ab|ba){2,3}",
          "[^ab]{2}|x",
          "\\d+(\\.\\d{1,2})?",
          "(?:a|b(?<n>c|d))*e",
          "[\\w-]+@a\\.b",
          "日本?[あ-ん]*",
          "\\u00e9|[\\x61-\\x63]😀",
          "a{3}|a{0,1}",
          "(a?b?)*",
          "[a\\]\\-]+",
          "\\p{L}\\p{Nd}",
          "|a",
          "(|a)b");

  private final Seed seed = new Seed();

  private String random(String letters, int most) {
    var text = new StringBuilder();
    int[] all = letters.codePoints().toArray();
    for (int n = seed.random().nextInt(most + 1); n > 0; n--) {
      text.appendCodePoint(all[seed.random().nextInt(all.length)]);
    }
    return text.toString();
  }

  @Test
  void regularExpressionsMatchWhatTheyMatch() {
    for (var pattern : PATTERNS) {
      var grammar = Grammar.regex(pattern);
      var expected = Pattern.compile(pattern);
      for (int i = 0; i < 3000; i++) {
        var text = random("abcdex.-1本日あ😀é@]", 6);
        assertEquals(
            expected.matcher(text).matches(), grammar.matches(text), seed + pattern + " " + text);
      }
    }
  }

  @Test
  void whatIsDrawnMatches() {
    var runs = new GrammarRuns(RandomVocabulary.of(seed.random(), 500), seed.random());
    for (var pattern : PATTERNS) {
      var grammar = Grammar.regex(pattern);
      for (int i = 0; i < 20; i++) {
        byte[] written = runs.write(grammar, 30 + grammar.least()).bytes();
        var text = new String(written, StandardCharsets.UTF_8);
        assertTrue(Pattern.matches(pattern, text), seed + pattern + " " + text);
        assertEquals(written.length, text.getBytes(StandardCharsets.UTF_8).length, seed);
      }
    }
  }

  @Test
  void regularExpressionsThatAreNoneAreRefused() {
    for (var pattern :
        List.of(
            "(",
            "a)",
            "[b-a]",
            "a{2,1}",
            "*a",
            "a**",
            "\\1",
            "\\b",
            "(?=a)",
            "a^b",
            "(^a)",
            "\\q",
            "[a",
            "a{1000000}",
            "\\p{Nonsense}")) {
      var said =
          String.valueOf(
              assertThrows(GrammarException.class, () -> Grammar.regex(pattern), pattern)
                  .getMessage());
      assertEquals(1, said.lines().count(), said);
    }
  }

  @Test
  void grammarsOfLlamaCpp() {
    var json =
        Grammar.gbnf(
            """
            # as in llama.cpp's json.gbnf
            root   ::= object
            value  ::= object | array | string | number | ("true" | "false" | "null") ws
            object ::=
              "{" ws (
                        string ":" ws value
                ("," ws string ":" ws value)*
              )? "}" ws
            array  ::=
              "[" ws (
                        value
                ("," ws value)*
              )? "]" ws
            string ::=
              "\\"" (
                [^"\\\\\\x7F\\x00-\\x1F] |
                "\\\\" (["\\\\bfnrt] | "u" [0-9a-fA-F]{4}) # escapes
              )* "\\"" ws
            number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ([eE] [-+]? [0-9] [1-9]{0,15})? ws
            ws ::= | " " | "\\n" [ \\t]{0,20}
            """);
    assertTrue(json.matches("{\"a\": [1,2.5e-3,{\"é\\n\":null}], \"b\":\n  true}"));
    assertTrue(!json.matches("{\"a\": [1,2.5e-3,{\"é\\n\":null}}"));
    assertTrue(!json.matches("[]"));
    var list =
        Grammar.gbnf(
            "root ::= item+\nitem ::= \"- \" [^\\r\\n\\x0b\\x0c\\x85\\u2028\\u2029]+ \"\\n\"\n");
    assertTrue(list.matches("- a\n- 日本\n"));
    assertTrue(!list.matches("- a\n-b\n"));
    var sums =
        Grammar.gbnf(
            "root ::= (expr \"=\" ws term \"\\n\")+\nexpr ::= term ([-+*/] term)*\nterm ::= ident | num | \"(\" ws expr \")\" ws\nident ::= [a-z] [a-z0-9_]* ws\nnum ::= [0-9]+ ws\nws ::= [ \\t\\n]*");
    assertTrue(sums.matches("a +(b*(2-c))= 7\n"));
    assertTrue(!sums.matches("a +(b*(2-c)= 7\n"));
    assertTrue(Grammar.gbnf("root ::= .{2}").matches("é😀"));
  }

  @Test
  void grammarsThatAreNoneAreRefused() {
    var sources =
        List.of(
            "",
            "a ::= \"b\"",
            "root ::= a",
            "root ::= root \"a\" | \"b\"",
            "root ::= a \"x\"\na ::= b? root | \"y\"\nb ::= \"z\"",
            "root ::= \"a",
            "root ::= [a",
            "root ::= (\"a\"",
            "root = \"a\"",
            "root ::= \"a\"{2,1}",
            "root ::= *",
            "root ::= <think>",
            "root ::= \"a\" root",
            "root ::= \"\\q\"",
            "root ::= \"\\uD800\"",
            "root ::= \"a\"\nroot ::= \"b\"",
            "root ::= \"a\" )");
    for (var source : sources) {
      var said =
          String.valueOf(
              assertThrows(GrammarException.class, () -> Grammar.gbnf(source), source)
                  .getMessage());
      assertEquals(1, said.lines().count(), said);
    }
    var said =
        String.valueOf(
            assertThrows(GrammarException.class, () -> Grammar.gbnf(sources.get(4))).getMessage());
    assertTrue(said.contains("root > a > root"), said);
  }

  /** Texts near those of random grammars, and texts that are drawn, against trying everything. */
  @Test
  void randomGrammarsMeanWhatTheySay() {
    var runs = new GrammarRuns(RandomVocabulary.of(seed.random(), 300), seed.random());
    for (int round = 0; round < 100; round++) {
      var expected = new RandomGrammar(seed.random());
      check(expected, Grammar.gbnf(expected.source()), runs);
    }
  }

  private void check(RandomGrammar expected, Grammar grammar, GrammarRuns runs) {
    for (int i = 0; i < 5; i++) {
      var written = runs.write(grammar, 20 + grammar.least());
      var text = new String(written.bytes(), StandardCharsets.UTF_8);
      if (text.length() > 80) {
        continue;
      }
      assertTrue(expected.takes(text), () -> seed + "\n" + expected.source() + "\n" + text);
      assertTrue(grammar.matches(text));
      int[] all = text.codePoints().toArray();
      int at = seed.random().nextInt(all.length + 1);
      int to = Math.min(all.length, at + seed.random().nextInt(2));
      var other =
          new String(all, 0, at) + random("ab\"é日\n", 2) + new String(all, to, all.length - to);
      assertEquals(
          expected.takes(other),
          grammar.matches(other),
          () -> seed + "\n" + expected.source() + "\n" + other);
    }
  }
}
