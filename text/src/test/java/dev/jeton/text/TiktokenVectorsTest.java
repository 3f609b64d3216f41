package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code .tiktoken} vocabularies against the reference encodings in the data folder. */
class TiktokenVectorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"r50k_base", "cl100k_base"})
  void everyJtokkitVector(String name) throws IOException {
    var csv = Data.file("tiktoken/" + name + "_encodings.csv");
    var tokenizer = Tokenizer.open(Data.file("tiktoken/" + name + ".tiktoken"));
    var rows = rows(Files.readString(csv));
    assertTrue(rows.size() > 50, () -> "found " + rows.size());
    for (var row : rows.subList(1, rows.size())) {
      var text = row.get(0);
      int[] expected = ids(row.get(1));
      assertArrayEquals(expected, tokenizer.encode(text), text);
      assertEquals(expected.length, tokenizer.count(text), text);
      assertEquals(text, tokenizer.decode(expected));
      int[] first = ids(row.get(2)); // at most 10 tokens, cut where a character ends
      assertArrayEquals(
          first, Arrays.copyOf(expected, tokenizer.split(text, 10, 0).getFirst().tokens()), text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tiktoken/r50k_base.tiktoken, gpt-2",
    "llama3_tokenizer.model, llama-bpe",
  })
  void everyLlamaCppVector(String file, String vectors) throws IOException {
    LlamaCpp.check(Tokenizer.open(Data.file(file)), vectors);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiktoken/r50k_base.tiktoken",
        "tiktoken/cl100k_base.tiktoken",
        "tiktoken/o200k_base.tiktoken",
        "llama3_tokenizer.model"
      })
  void whatIsEncodedComesBack(String file) throws IOException {
    var tokenizer = Tokenizer.open(Data.file(file));
    var seed = new Seed();
    var texts = new RandomText(seed.random());
    for (int i = 0; i < 500; i++) {
      TokenizerContract.check(tokenizer, texts.next(20), seed);
    }
  }

  @Test
  void oneLongWordTakesLittleTime() throws IOException {
    var tokenizer = Tokenizer.open(Data.file("tiktoken/cl100k_base.tiktoken"));
    for (var word : List.of("a", "xY", "中", " ", "ab1")) {
      var text = word.repeat(300_000 / word.length());
      Assertions.assertTimeout(
          Duration.ofSeconds(20),
          () -> assertEquals(text, tokenizer.decode(tokenizer.encode(text))));
    }
  }

  @Test
  void specialTokensFollowThePolicy() throws IOException {
    var tokenizer = Tokenizer.open(Data.file("tiktoken/cl100k_base.tiktoken"));
    var text = "a<|endoftext|>b";
    assertEquals(100257, tokenizer.special("<|endoftext|>"));
    assertArrayEquals(new int[] {64, 100257, 65}, tokenizer.with(SpecialTokens.ALLOW).encode(text));
    assertEquals(9, tokenizer.count(text));
    assertEquals(text, tokenizer.decode(64, 100257, 65));
    var said =
        Assertions.assertThrows(
            TokenizerException.class, () -> tokenizer.with(SpecialTokens.REFUSE).encode(text));
    assertEquals(
        "expected text without special tokens, found '<|endoftext|>' at byte 1", said.getMessage());
    Assertions.assertThrows(TokenizerException.class, () -> tokenizer.special("<|nonsense|>"));
    Assertions.assertThrows(TokenizerException.class, () -> tokenizer.decode(100256));
    Assertions.assertThrows(TokenizerException.class, () -> tokenizer.decode(-1));
    assertArrayEquals("!".getBytes(StandardCharsets.UTF_8), tokenizer.token(0));
  }

  private static int[] ids(String list) {
    var inner = list.substring(1, list.length() - 1).strip();
    return inner.isEmpty()
        ? new int[0]
        : Arrays.stream(inner.split(",\\s*")).mapToInt(Integer::parseInt).toArray();
  }

  /** RFC 4180: fields in quotes hold commas, line breaks and doubled quotes. */
  private static List<List<String>> rows(String csv) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          field.append(csv.charAt(++i));
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(List.copyOf(row));
          row.clear();
        }
      } else if (c != '\r') {
        field.append(c);
      }
    }
    return rows;
  }
}
