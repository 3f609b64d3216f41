package dev.jeton.text.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A Unigram tokenizer as a {@code tokenizer.json}. */
final class UnigramJson {
  private UnigramJson() {}

  /** A token of the model and the logarithm of its probability. */
  record Scored(String token, double score) {}

  /**
   * The file in UTF-8.
   *
   * @param vocabulary by id; the first is the unknown token
   * @param specials control tokens, with the ids behind it
   */
  static byte[] of(List<Scored> vocabulary, List<String> specials) {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("version", "1.0");
      json.writeNullField("truncation");
      json.writeNullField("padding");
      json.writeArrayFieldStart("added_tokens");
      TrainedJson.added(json, vocabulary.getFirst().token(), 0);
      for (int i = 0; i < specials.size(); i++) {
        TrainedJson.added(json, specials.get(i), vocabulary.size() + i);
      }
      json.writeEndArray();
      json.writeNullField("normalizer");
      TrainedJson.metaspace(json, "pre_tokenizer");
      json.writeNullField("post_processor");
      TrainedJson.metaspace(json, "decoder");
      model(json, vocabulary);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }

  private static void model(JsonGenerator json, List<Scored> vocabulary) throws IOException {
    json.writeObjectFieldStart("model");
    json.writeStringField("type", "Unigram");
    json.writeNumberField("unk_id", 0);
    json.writeArrayFieldStart("vocab");
    for (var one : vocabulary) {
      json.writeStartArray();
      json.writeString(one.token());
      json.writeNumber(one.score());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeBooleanField("byte_fallback", false);
    json.writeEndObject();
  }
}
