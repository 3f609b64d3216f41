package dev.jeton.llm;

import dev.jeton.text.bytes.ByteAlphabet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** A byte-level tokenizer of the 160 ids that the golden models have. */
final class SmallTokenizer {
  private static final int IDS = 160;

  private SmallTokenizer() {}

  /** Its tokenizer.json: cuts as GPT-2, characters from space to tilde, and merges of letters. */
  static String json() {
    var tokens = new ArrayList<String>();
    tokens.add("<|end|>");
    for (char c = ' '; c <= '~'; c++) {
      tokens.add(ByteAlphabet.letters(String.valueOf(c).getBytes(StandardCharsets.UTF_8)));
    }
    var merges = new ArrayList<String>();
    for (char first : "\u0120taeiou".toCharArray()) {
      for (char second : "snrlthdcmp".toCharArray()) {
        if (tokens.size() < IDS) {
          tokens.add("" + first + second);
          merges.add("\"%c %c\"".formatted(first, second));
        }
      }
    }
    var vocabulary = new ArrayList<String>();
    for (int id = 0; id < tokens.size(); id++) {
      var written = tokens.get(id).replace("\\", "\\\\").replace("\"", "\\\"");
      vocabulary.add("\"%s\": %d".formatted(written, id));
    }
    return """
        {"added_tokens": [{"id": 0, "content": "<|end|>", "special": true}],
         "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true},
         "decoder": {"type": "ByteLevel"},
         "model": {"type": "BPE", "vocab": {%s}, "merges": [%s]}}
        """
        .formatted(String.join(", ", vocabulary), String.join(", ", merges));
  }
}
