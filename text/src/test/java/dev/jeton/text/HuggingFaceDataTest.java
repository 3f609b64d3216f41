package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The vocabularies of the data folder that are no {@code .tiktoken} files, on llama.cpp's texts.
 */
class HuggingFaceDataTest {
  @TempDir Path folder;

  @Test
  void bertFromItsVocabulary() throws IOException {
    LlamaCpp.check(Tokenizer.open(Data.file("bert/bert-vocabulary-en.txt")).bare(), "bert-bge");
  }

  @Test
  void bertFromTokenizerJson() throws IOException {
    var tokenizer = Tokenizer.open(Data.file("bert/bert-tokenizer.json"));
    LlamaCpp.check(tokenizer.bare(), "bert-bge");
    assertArrayEquals(new int[] {101, 7592, 102}, tokenizer.encode("Hello"));
  }

  @Test
  void deepseekCoder() throws IOException {
    LlamaCpp.check(Tokenizer.open(deepseekCoderFile()), "deepseek-coder");
  }

  /** A tokenizer.json around the recovered tokens and merges. */
  private Path deepseekCoderFile() throws IOException {
    var source = Data.file("vectors/deepseek-coder_vocab_recovered.json");
    var text = new StringWriter();
    try (var in = new JsonFactory().createParser(Files.readAllBytes(source));
        var out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeFieldName("pre_tokenizer");
      out.writeRawValue(
          """
          {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": "[\\r\\n]"}, "behavior": "Isolated"},
            {"type": "Split", "pattern": {"Regex": "\\\\s?\\\\p{L}+"}, "behavior": "Isolated"},
            {"type": "Split", "pattern": {"Regex": "\\\\s?\\\\p{P}+"}, "behavior": "Isolated"},
            {"type": "Split", "pattern": {"Regex": "[一-龥ࠀ-一가-퟿]+"}, "behavior": "Isolated"},
            {"type": "Digits", "individual_digits": true},
            {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]}""");
      out.writeObjectFieldStart("model");
      while (in.nextToken() != null) {
        if (in.currentToken() == JsonToken.START_ARRAY && "tokens".equals(in.currentName())) {
          out.writeObjectFieldStart("vocab");
          for (int id = 0; in.nextToken() != JsonToken.END_ARRAY; id++) {
            out.writeNumberField(in.getText(), id);
          }
          out.writeEndObject();
        } else if (in.currentToken() == JsonToken.START_ARRAY) {
          out.writeFieldName("merges");
          out.copyCurrentStructure(in);
        }
      }
    }
    return Files.writeString(folder.resolve("deepseek-coder.json"), text.toString());
  }
}
