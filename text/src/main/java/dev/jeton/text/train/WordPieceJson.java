package dev.jeton.text.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A WordPiece tokenizer as a {@code tokenizer.json}, with BERT's parts around it. */
final class WordPieceJson {
  private WordPieceJson() {}

  /**
   * The file in UTF-8.
   *
   * @param specials control tokens, the first of the vocabulary
   */
  static byte[] of(boolean lowercase, List<String> specials, List<String> vocabulary) {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("version", "1.0");
      json.writeNullField("truncation");
      json.writeNullField("padding");
      json.writeArrayFieldStart("added_tokens");
      for (var token : specials) {
        TrainedJson.added(json, token, vocabulary.indexOf(token));
      }
      json.writeEndArray();
      cutting(json, lowercase);
      model(json, vocabulary);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }

  private static void cutting(JsonGenerator json, boolean lowercase) throws IOException {
    json.writeObjectFieldStart("normalizer");
    json.writeStringField("type", "BertNormalizer");
    json.writeBooleanField("clean_text", true);
    json.writeBooleanField("handle_chinese_chars", true);
    json.writeNullField("strip_accents"); // as lowercase says
    json.writeBooleanField("lowercase", lowercase);
    json.writeEndObject();
    json.writeObjectFieldStart("pre_tokenizer");
    json.writeStringField("type", "BertPreTokenizer");
    json.writeEndObject();
    json.writeObjectFieldStart("post_processor");
    json.writeStringField("type", "BertProcessing");
    around(json, "sep", "[SEP]");
    around(json, "cls", "[CLS]");
    json.writeEndObject();
    json.writeObjectFieldStart("decoder");
    json.writeStringField("type", "WordPiece");
    json.writeStringField("prefix", WordPieceTrainer.CONTINUED);
    json.writeBooleanField("cleanup", true);
    json.writeEndObject();
  }

  private static void around(JsonGenerator json, String side, String token) throws IOException {
    json.writeArrayFieldStart(side);
    json.writeString(token);
    json.writeNumber(WordPieceTrainer.CONTROL.indexOf(token));
    json.writeEndArray();
  }

  private static void model(JsonGenerator json, List<String> vocabulary) throws IOException {
    json.writeObjectFieldStart("model");
    json.writeStringField("type", "WordPiece");
    json.writeStringField("unk_token", "[UNK]");
    json.writeStringField("continuing_subword_prefix", WordPieceTrainer.CONTINUED);
    json.writeNumberField("max_input_chars_per_word", 100);
    json.writeObjectFieldStart("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      json.writeNumberField(vocabulary.get(id), id);
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
