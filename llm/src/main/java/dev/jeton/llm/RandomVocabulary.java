package dev.jeton.llm;

import dev.jeton.text.bytes.ByteAlphabet;
import dev.jeton.text.file.GgufType;
import dev.jeton.text.file.GgufValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * A made-up vocabulary laid out as Llama 3's: the 256 bytes, words that merges build, and 256
 * control tokens. A word has up to three syllables of a consonant and a vowel; each of the three
 * has consonants of its own, so merges can't build a text in two ways.
 */
final class RandomVocabulary {
  private static final int BYTES = 256;
  private static final int CONTROLS = 256;
  private static final int BEGIN = 0;
  private static final int END_OF_TURN = 9;
  private static final List<String> CONSONANTS =
      List.of("bcdfghjBCDFGHJ", "klmnpqrKLMNPQR", "stvwxyzSTVWXYZ");
  private static final String VOWELS = "aeiou";

  private final int words;
  private final List<String> tokens = new ArrayList<>();
  private final List<String> merges = new ArrayList<>();

  /**
   * One of {@code size} tokens.
   *
   * @throws IllegalArgumentException if size is below 512 or beyond what three syllables give
   */
  RandomVocabulary(int size) {
    words = size - CONTROLS;
    if (words < BYTES) {
      throw new IllegalArgumentException("vocabulary: expected 512 or more, found " + size);
    }
    addBytes();
    addWords();
    if (tokens.size() < words) {
      throw new IllegalArgumentException(
          "vocabulary: expected %,d or less, found %,d".formatted(tokens.size() + CONTROLS, size));
    }
    addControls();
  }

  /** Bytes that are seen as themselves, then the others, as in GPT-2's vocabulary. */
  private void addBytes() {
    for (boolean themselves : new boolean[] {true, false}) {
      for (int b = 0; b < BYTES; b++) {
        char letter = ByteAlphabet.letter((byte) b);
        if ((letter == b) == themselves) {
          tokens.add(String.valueOf(letter));
        }
      }
    }
  }

  private void addWords() {
    var parts = new ArrayList<List<String>>();
    for (var consonants : CONSONANTS) {
      parts.add(merged(letters(consonants), letters(VOWELS)));
    }
    merged(merged(parts.get(0), parts.get(1)), parts.get(2));
  }

  private static List<String> letters(String text) {
    return text.chars().mapToObj(Character::toString).toList();
  }

  /** Adds each of {@code left} with each of {@code right} while there is room. */
  private List<String> merged(List<String> left, List<String> right) {
    var both = new ArrayList<String>();
    for (var a : left) {
      for (var b : right) {
        if (tokens.size() == words) {
          return both;
        }
        merges.add(a + " " + b);
        both.add(a + b);
        tokens.add(a + b);
      }
    }
    return both;
  }

  /** In Llama 3.2's order. */
  private void addControls() {
    var names =
        List.of(
            "begin_of_text",
            "end_of_text",
            "reserved_special_token_0",
            "reserved_special_token_1",
            "finetune_right_pad_id",
            "reserved_special_token_2",
            "start_header_id",
            "end_header_id",
            "eom_id",
            "eot_id",
            "python_tag");
    names.forEach(name -> tokens.add("<|" + name + "|>"));
    for (int i = 3; tokens.size() < words + CONTROLS; i++) {
      tokens.add("<|reserved_special_token_" + i + "|>");
    }
  }

  /** Puts it under the keys that GGUF has for it. */
  void write(SequencedMap<String, GgufValue> values) {
    var types = IntStream.range(0, tokens.size()).mapToDouble(id -> id < words ? 1 : 3).toArray();
    values.put("tokenizer.ggml.model", new GgufValue.Text("gpt2"));
    values.put("tokenizer.ggml.pre", new GgufValue.Text("llama-bpe"));
    values.put("tokenizer.ggml.tokens", new GgufValue.Texts(tokens));
    values.put("tokenizer.ggml.token_type", new GgufValue.Numbers(GgufType.I32, types));
    values.put("tokenizer.ggml.merges", new GgufValue.Texts(merges));
    values.put("tokenizer.ggml.bos_token_id", id(words + BEGIN));
    values.put("tokenizer.ggml.eos_token_id", id(words + END_OF_TURN));
  }

  private static GgufValue id(int id) {
    return new GgufValue.Whole(GgufType.U32, id);
  }
}
