package dev.jeton.llm.grammar;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.llm.GrammarRuns;
import dev.jeton.testkit.Seed;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final Seed seed = new Seed();

  private static void check(String schema, String valid, String invalid) {
    var grammar = Grammar.jsonSchema(schema);
    for (var text : valid.split(" \\| ")) {
      assertTrue(grammar.matches(text), schema + " takes " + text);
    }
    for (var text : invalid.split(" \\| ")) {
      assertTrue(!grammar.matches(text), schema + " does not take " + text);
    }
  }

  @Test
  void typesAndValues() {
    check(
        "true",
        "{} | [1,\"a\", null] | {\"a\": {\"b\":[ ]}} | -1.5e3 | \"\\ud83d\\ude00\"",
        "{a:1} | [1,] | 01 | \"\\ud83d\" | .5 | ");
    check("{\"type\":\"integer\"}", "0 | -7 | 123", "-0 | 1.5 | 007 | \"1\"");
    check("{\"type\":[\"null\",\"boolean\"]}", "null | true | false", "0 | nul");
    check(
        "{\"enum\":[1,\"é\\\"\",[1,{\"a\":null}]]}",
        "1 | \"é\\\"\" | [1,{\"a\":null}]",
        "2 | \"é\" | []");
    check("{\"const\":\"x\",\"type\":\"string\"}", "\"x\"", "\"y\" | x");
    check("{\"enum\":[1,\"a\",2.5],\"type\":\"integer\"}", "1", "\"a\" | 2.5");
  }

  @Test
  void numbers() {
    check(
        "{\"type\":\"integer\",\"minimum\":-12,\"maximum\":105}",
        "-12 | 0 | 99 | 105",
        "-13 | 106 | -0 | 1000 | 1.0");
    check(
        "{\"type\":\"number\",\"exclusiveMinimum\":0.5,\"maximum\":10.25}",
        "0.51 | 0.500001 | 1 | 10.25 | 10.2500",
        "0.5 | 0.50 | 10.26 | 10.250001 | -1 | 0");
    check("{\"type\":\"number\",\"exclusiveMaximum\":0}", "-0.001 | -5", "0 | -0 | -0.0 | 1");
    check("{\"type\":\"integer\",\"exclusiveMinimum\":2.5,\"exclusiveMaximum\":4}", "3", "2 | 4");
  }

  @Test
  void everyIntegerOfARange() {
    for (int round = 0; round < 60; round++) {
      int least = seed.random().nextInt(-1200, 1200);
      int most = least + seed.random().nextInt(1300);
      var grammar =
          Grammar.jsonSchema(
              "{\"type\":\"integer\",\"minimum\":%d,\"maximum\":%d}".formatted(least, most));
      for (int i = -2600; i <= 2600; i++) {
        assertEquals(
            i >= least && i <= most,
            grammar.matches(Integer.toString(i)),
            seed + " " + least + " " + most + " " + i);
      }
    }
  }

  @Test
  void decimalsOfARange() {
    for (int round = 0; round < 60; round++) {
      int least = seed.random().nextInt(-3000, 3000);
      int most = least + seed.random().nextInt(3000);
      boolean in = seed.random().nextBoolean();
      var schema =
          in
              ? "{\"minimum\":%s,\"maximum\":%s}"
              : "{\"exclusiveMinimum\":%s,\"exclusiveMaximum\":%s}";
      var grammar = Grammar.jsonSchema(schema.formatted(least / 100.0, most / 100.0));
      for (int i = -6100; i <= 6100; i += 1 + seed.random().nextInt(20)) {
        var text = new java.math.BigDecimal(i).movePointLeft(2).toString();
        boolean expected = in ? i >= least && i <= most : i > least && i < most;
        assertEquals(expected, grammar.matches(text), seed + " " + least + " " + most + " " + text);
      }
    }
  }

  @Test
  void strings() {
    check(
        "{\"type\":\"string\",\"minLength\":2,\"maxLength\":3}",
        "\"ab\" | \"日本語\" | \"\\n\\u00e9\" | \"😀😀\" | \"\\ud83d\\ude00a\"",
        "\"a\" | \"abcd\" | \"\\n\"");
    check(
        "{\"type\":\"string\",\"pattern\":\"^a|b$\"}",
        "\"ax\" | \"xb\" | \"a\"",
        "\"xa\" | \"bx\" | \"\"");
    check("{\"type\":\"string\",\"pattern\":\"b+\"}", "\"abc\" | \"b\"", "\"ac\"");
    check(
        "{\"type\":\"string\",\"pattern\":\"^[\\\"\\n]$\"}",
        "\"\\\"\" | \"\\n\" | \"\\u000a\"",
        "\"\"\" | \"n\"");
    check(
        "{\"type\":\"string\",\"format\":\"date\"}",
        "\"2024-02-29\" | \"1999-12-31\"",
        "\"2023-02-29\" | \"1900-02-29\" | \"2024-04-31\" | \"0000-01-01\"");
  }

  @Test
  void arrays() {
    check(
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":1,\"maxItems\":3}",
        "[1] | [1, 2,3] | [ 1,\n  2 ]",
        "[] | [1,2,3,4] | [\"a\"] | [1 ,2]");
    check(
        "{\"prefixItems\":[{\"const\":1},{\"const\":2}],\"items\":false}",
        "[] | [1] | [1,2]",
        "[2] | [1,2,3]");
    check(
        "{\"prefixItems\":[{\"const\":1}],\"items\":{\"const\":0},\"minItems\":2}",
        "[1,0] | [1,0,0]",
        "[1] | [1,1]");
  }

  @Test
  void objects() {
    var schema =
        "{\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"null\"},\"c\":{}},\"required\":[\"b\"]%s}";
    check(
        schema.formatted(""),
        "{\"b\":null} | {\"a\":1, \"b\":null} | {\"b\":null,\"c\":[{}]}",
        "{} | {\"a\":1} | {\"b\":null,\"d\":1} | {\"b\":null,\"a\":1} | {\"b\":null,}");
    check(
        schema.formatted(",\"additionalProperties\":{\"const\":5}"),
        "{\"b\":null,\"d\":5} | {\"b\":null,\"aa\":5,\"\":5}",
        "{\"b\":null,\"a\":5} | {\"b\":null,\"d\":6} | {\"b\":null,\"\\u0061\":5}");
    check("{\"type\":\"object\"}", "{} | {\"x\":{\"y\":1}}", "[] | {\"x\"}");
    check(
        "{\"required\":[\"z\"],\"additionalProperties\":{\"type\":\"null\"}}",
        "{\"z\":null} | {\"z\":null,\"y\":null}",
        "{} | {\"y\":null} | {\"z\":1}");
  }

  @Test
  void referencesAndBranches() {
    var tree =
        "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"integer\"},\"kids\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/n\"}}},\"required\":[\"v\"]}}}";
    check(
        tree,
        "{\"v\":1} | {\"v\":1,\"kids\":[{\"v\":2,\"kids\":[]},{\"v\":3}]}",
        "{\"v\":1,\"kids\":[{}]} | {}");
    check(
        "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}]}",
        "null | [] | [null,[[]]]",
        "1 | [1]");
    check(
        "{\"type\":\"integer\",\"anyOf\":[{\"minimum\":90},{\"maximum\":3}],\"allOf\":[{\"minimum\":0},{\"maximum\":99}]}",
        "0 | 3 | 90 | 99",
        "4 | 100 | -1");
    check(
        "{\"oneOf\":[{\"properties\":{\"k\":{\"const\":\"a\"},\"n\":{\"type\":\"null\"}},\"required\":[\"k\"]},{\"properties\":{\"k\":{\"const\":\"b\"}},\"required\":[\"k\"]}]}",
        "{\"k\":\"a\",\"n\":null} | {\"k\":\"b\"}",
        "{\"k\":\"b\",\"n\":null} | {}");
    check(
        "{\"allOf\":[{\"properties\":{\"a\":{\"minimum\":1}}},{\"properties\":{\"a\":{\"maximum\":2,\"type\":\"integer\"}},\"required\":[\"a\"]}]}",
        "{\"a\":1} | {\"a\":2}",
        "{\"a\":3} | {}");
  }

  private static void refused(String schema, String... said) {
    var message =
        String.valueOf(
            assertThrows(GrammarException.class, () -> Grammar.jsonSchema(schema), schema)
                .getMessage());
    assertEquals(1, message.lines().count(), message);
    for (var part : said) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void whatCannotBeKeptIsRefused() {
    for (var key :
        new String[] {
          "not",
          "if",
          "patternProperties",
          "propertyNames",
          "contains",
          "multipleOf",
          "minProperties",
          "dependentRequired",
          "unevaluatedProperties",
          "$dynamicRef",
          "nonsense"
        }) {
      refused(
          "{\"properties\":{\"a\":{\"%s\":1}}}".formatted(key), "#/properties/a", "'" + key + "'");
    }
    refused("{\"uniqueItems\":true}", "uniqueItems", "#");
    refused("{\"type\":\"string\",\"format\":\"iri\"}", "format", "'iri'");
    refused("{\"type\":\"string\",\"pattern\":\"(?=a)\"}", "pattern", "character");
    refused("{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]}", "oneOf", "0 and 1");
    refused("{\"$ref\":\"http://x/y\"}", "$ref");
    refused("{\"$ref\":\"#/$defs/none\"}", "#/$defs/none");
    refused("{\"anyOf\":[{\"$ref\":\"#\"},{\"type\":\"null\"}]}", "begin with themselves");
    refused(
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"]}",
        "texts that end");
    refused("false", "texts that end");
    refused("{\"minimum\":3,\"maximum\":2}", "texts that end");
    refused("{\"type\":\"strin\"}", "strin");
    refused("{\"type\":\"array\",\"items\":[{}]}", "prefixItems");
    refused("{\"a\":1,\"a\":2}", "JSON");
    refused("{", "JSON");
    refused("", "JSON");
  }

  /** What random logits write under random schemas, over tokens that cross all boundaries. */
  @Test
  void whateverIsWrittenIsValid() {
    var runs = new GrammarRuns(RandomVocabulary.of(seed.random(), 700), seed.random());
    for (int round = 0; round < 250; round++) {
      var schema = RandomSchema.of(seed.random());
      var grammar = Grammar.jsonSchema(schema);
      var check = new SchemaCheck(schema);
      for (int i = 0; i < 3; i++) {
        byte[] bytes = runs.write(grammar, 150 + grammar.least()).bytes();
        var text =
            assertDoesNotThrow(
                () ->
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
        assertTrue(check.valid(text), () -> seed + " " + schema + " " + text);
      }
    }
  }
}
