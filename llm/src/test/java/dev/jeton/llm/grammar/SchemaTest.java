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
      int most = least + 1 + seed.random().nextInt(3000); // nothing lies between equal bounds
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

  /** Schemas that are made one within themselves. */
  @Test
  void mergedSchemasMayLeadBackToThemselves() {
    check(
        "{\"$defs\":{\"n\":{\"properties\":{\"v\":{\"allOf\":[{\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"}}},{\"properties\":{\"a\":{},\"b\":{\"const\":1}}}]}}}},\"$ref\":\"#/$defs/n\"}",
        "{} | {\"v\":{\"b\":1}} | {\"v\":{\"a\":{\"v\":{\"a\":{},\"b\":1}}}}",
        "{\"v\":{\"b\":2}} | {\"v\":{\"a\":{\"v\":1}}}");
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
    for (var key : new String[] {"contains", "unevaluatedProperties", "$dynamicRef", "nonsense"}) {
      refused(
          "{\"properties\":{\"a\":{\"%s\":1}}}".formatted(key), "#/properties/a", "'" + key + "'");
    }
    refused("{\"uniqueItems\":true}", "uniqueItems", "#");
    refused("{\"items\":{\"enum\":[0,1,2,3,4,5,6,7,8,9,10]},\"uniqueItems\":true}", "10 listed");
    refused("{\"not\":{\"items\":{}}}", "#/not", "opposite", "'items'");
    refused("{\"type\":\"string\",\"not\":{\"format\":\"date\"}}", "opposite", "'format'");
    refused("{\"type\":\"array\",\"not\":{\"const\":[]}}", "not", "arrays");
    refused("{\"multipleOf\":0}", "multipleOf", "above 0");
    refused("{\"type\":\"integer\",\"multipleOf\":65537}", "multipleOf", "65537");
    refused("{\"if\":{\"contains\":{}},\"then\":false}", "'contains'");
    refused("{\"patternProperties\":{\"(\":{}}}", "patternProperties", "pattern");
    refused("{\"maxProperties\":1000}", "maxProperties", "100");
    refused("{\"dependentRequired\":{\"a\":\"b\"}}", "dependentRequired", "lists");
    refused("{\"pattern\":[\"a\"]}", "pattern", "regular expression");
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

  @Test
  void multiples() {
    check(
        "{\"type\":\"integer\",\"multipleOf\":7}", "0 | -7 | 14 | 1001", "1 | 15 | -0 | 7.0 | 07");
    check(
        "{\"type\":\"number\",\"multipleOf\":0.25}",
        "0.25 | 1 | -1.5 | 3.750 | 10.0",
        "0.1 | 1.3 | 0.255 | .25 | 1e3");
    check(
        "{\"type\":\"integer\",\"multipleOf\":100,\"minimum\":-250,\"maximum\":1000}",
        "-200 | 0 | 1000",
        "-300 | 50 | 1100");
    check("{\"type\":\"number\",\"multipleOf\":1000}", "5000 | 0 | 1000.0", "500 | 1000.5");
    check("{\"type\":\"integer\",\"not\":{\"multipleOf\":3}}", "1 | -2 | 100", "0 | 3 | -9");
    check(
        "{\"type\":\"number\",\"not\":{\"type\":\"integer\"}}",
        "0.5 | -1.25",
        "0 | 1.0 | 3 | 2.00");
    check(
        "{\"enum\":[3,4,\"a\"],\"multipleOf\":2,\"type\":[\"number\",\"string\"]}",
        "4 | \"a\"",
        "3");
  }

  @Test
  void everyMultipleOfARange() {
    for (int round = 0; round < 10; round++) {
      int divisor = seed.random().nextInt(1, 60);
      int places = seed.random().nextInt(3);
      var step = new java.math.BigDecimal(divisor).movePointLeft(places);
      int least = seed.random().nextInt(-400, 400);
      var grammar =
          Grammar.jsonSchema(
              "{\"type\":\"number\",\"multipleOf\":%s,\"minimum\":%d}".formatted(step, least));
      for (int i = -50_000; i <= 50_000; i += 1 + seed.random().nextInt(299)) {
        var value = new java.math.BigDecimal(i).movePointLeft(2);
        boolean expected =
            value.remainder(step).signum() == 0
                && value.compareTo(java.math.BigDecimal.valueOf(least)) >= 0;
        for (var text :
            new String[] {value.toString(), value.stripTrailingZeros().toPlainString()}) {
          assertEquals(expected, grammar.matches(text), seed + " " + step + " " + text);
        }
      }
    }
  }

  @Test
  void opposites() {
    check(
        "{\"type\":\"string\",\"not\":{\"enum\":[\"a\",\"ab\"]}}",
        "\"\" | \"b\" | \"abc\" | \"aa\"",
        "\"a\" | \"ab\" | \"\\u0061\"");
    check(
        "{\"type\":\"string\",\"not\":{\"pattern\":\"^x|y\"},\"minLength\":1}",
        "\"a\" | \"ax\"",
        "\"xa\" | \"ay\" | \"\"");
    check(
        "{\"not\":{\"type\":[\"string\",\"object\",\"array\"]}}",
        "1 | null | true",
        "\"a\" | {} | []");
    check("{\"not\":{\"const\":null}}", "1 | \"\" | {\"a\":[null]}", "null");
    check(
        "{\"type\":[\"integer\",\"boolean\"],\"not\":{\"enum\":[true,5]}}",
        "4 | 55 | false",
        "5 | true");
    check("{\"type\":\"number\",\"not\":{\"const\":2}}", "2.5 | 22 | 0.2", "2 | 2.0 | 2.00");
    check(
        "{\"type\":\"integer\",\"not\":{\"minimum\":3,\"maximum\":5}}", "2 | 6 | -4", "3 | 4 | 5");
    check(
        "{\"type\":\"integer\",\"not\":{\"anyOf\":[{\"minimum\":3},{\"const\":-1}]}}",
        "2 | -2",
        "3 | -1");
    check(
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"null\"}},\"not\":{\"required\":[\"a\",\"b\"]}}",
        "{} | {\"a\":1} | {\"b\":null}",
        "{\"a\":1,\"b\":null}");
    check(
        "{\"type\":\"object\",\"not\":{\"required\":[\"a\"]}}",
        "{} | {\"b\":1}",
        "{\"a\":1} | {\"b\":1,\"a\":2}");
    check("{\"type\":\"array\",\"not\":{\"minItems\":2}}", "[] | [1]", "[1,2]");
    check("{\"not\":{\"not\":{\"type\":\"null\"}}}", "null", "1 | {}");
  }

  @Test
  void stringsOfSeveralKinds() {
    check(
        "{\"pattern\":\"^[a-z]+$\",\"minLength\":2,\"maxLength\":3}",
        "\"ab\" | \"xyz\"",
        "\"a\" | \"abcd\" | \"a1\"");
    check(
        "{\"allOf\":[{\"pattern\":\"a\"},{\"pattern\":\"b$\"},{\"type\":\"string\"}]}",
        "\"ab\" | \"xab\"",
        "\"a\" | \"ba\"");
    check(
        "{\"format\":\"date\",\"pattern\":\"^2024-\"}",
        "\"2024-02-29\"",
        "\"2023-01-01\" | \"2024-02-30\"");
    check("{\"enum\":[\"a\",\"bb\",\"ccc\"],\"minLength\":2}", "\"bb\" | \"ccc\"", "\"a\"");
  }

  @Test
  void differentItems() {
    check(
        "{\"items\":{\"enum\":[1,\"a\",[2]]},\"uniqueItems\":true,\"minItems\":2}",
        "[1,\"a\"] | [[2], 1] | [ \"a\",[2],1 ]",
        "[1] | [1,1] | [] | [1,\"a\",1]");
    check(
        "{\"items\":{\"type\":\"boolean\"},\"uniqueItems\":true}",
        "[] | [true] | [false,true]",
        "[true,true]");
    check("{\"items\":{\"enum\":[1,1.0]},\"uniqueItems\":true}", "[1] | []", "[1,1.0]");
    check("{\"uniqueItems\":true,\"maxItems\":1}", "[] | [{}]", "[1,2]");
  }

  @Test
  void namesOfProperties() {
    var schema =
        "{\"properties\":{\"x-a\":{\"type\":\"integer\"}},\"patternProperties\":{\"^x-\":{\"minimum\":3},\"9$\":{\"const\":9}}%s}";
    check(
        schema.formatted(""),
        "{} | {\"x-a\":3} | {\"x-b\":3.5,\"9\":9} | {\"x-9\":9}",
        "{\"x-a\":2} | {\"x-b\":1} | {\"x-9\":4} | {\"c\":1}");
    check(
        schema.formatted(",\"additionalProperties\":{\"type\":\"null\"}"),
        "{\"c\":null,\"x-b\":4} | {\"x-a\":3,\"\":null}",
        "{\"c\":1} | {\"x-b\":null}");
    check(
        "{\"propertyNames\":{\"pattern\":\"^[a-z]+$\",\"maxLength\":2},\"additionalProperties\":{\"const\":1}}",
        "{} | {\"ab\":1,\"c\":1}",
        "{\"abc\":1} | {\"A\":1}");
    check(
        "{\"propertyNames\":{\"enum\":[\"a\",\"b\"]},\"additionalProperties\":{\"const\":1}}",
        "{} | {\"b\":1} | {\"a\":1,\"b\":1}",
        "{\"c\":1} | {\"a\":1,\"a\":1}");
    check(
        "{\"type\":\"object\",\"minProperties\":1,\"maxProperties\":2}",
        "{\"a\":1} | {\"a\":1,\"b\":{}}",
        "{} | {\"a\":1,\"b\":2,\"c\":3}");
    var three =
        "{\"properties\":{\"a\":{\"const\":1},\"b\":{\"const\":1},\"c\":{\"const\":1}},\"required\":[\"b\"],\"minProperties\":2%s}";
    check(
        three.formatted(""),
        "{\"a\":1,\"b\":1} | {\"b\":1,\"c\":1} | {\"a\":1,\"b\":1,\"c\":1}",
        "{\"b\":1} | {\"a\":1,\"c\":1}");
    check(
        three.formatted(",\"maxProperties\":2"),
        "{\"a\":1,\"b\":1} | {\"b\":1,\"c\":1}",
        "{\"a\":1,\"b\":1,\"c\":1}");
  }

  @Test
  void conditions() {
    var schema =
        "{\"type\":\"object\",\"properties\":{\"kind\":{\"enum\":[\"x\",\"y\",\"z\"]},\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"null\"}},\"if\":{\"properties\":{\"kind\":{\"const\":\"x\"}},\"required\":[\"kind\"]},\"then\":{\"required\":[\"a\"]}%s}";
    check(
        schema.formatted(",\"else\":{\"required\":[\"b\"]}"),
        "{\"kind\":\"x\",\"a\":1} | {\"kind\":\"y\",\"b\":null} | {\"b\":null}",
        "{\"kind\":\"x\"} | {\"kind\":\"x\",\"b\":null} | {\"kind\":\"y\",\"a\":1} | {}");
    check(
        schema.formatted(",\"additionalProperties\":false"),
        "{\"kind\":\"x\",\"a\":1} | {\"kind\":\"y\"} | {}",
        "{\"kind\":\"x\"}");
    check(
        "{\"type\":\"integer\",\"if\":{\"minimum\":10},\"then\":{\"multipleOf\":10},\"else\":{\"multipleOf\":2}}",
        "20 | 8 | -4",
        "12 | 7 | 15");
    var card =
        "{\"properties\":{\"card\":{\"const\":1},\"name\":{\"const\":2},\"street\":{\"const\":3}},\"%s\":{\"card\":%s}}";
    for (var said :
        new String[] {
          card.formatted("dependentRequired", "[\"street\"]"),
          card.formatted("dependentSchemas", "{\"required\":[\"street\"]}")
        }) {
      check(
          said,
          "{} | {\"name\":2} | {\"card\":1,\"street\":3} | {\"street\":3}",
          "{\"card\":1} | {\"card\":1,\"name\":2}");
    }
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
