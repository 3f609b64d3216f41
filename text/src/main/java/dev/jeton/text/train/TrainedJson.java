package dev.jeton.text.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.jeton.text.train.BpeTrainer.Alphabet;
import dev.jeton.text.train.MergeLearner.Merge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a learnt tokenizer as huggingface/tokenizers does. */
final class TrainedJson {
  private final BpeTrainer.Settings settings;
  private final List<String> vocabulary;
  private final List<Merge> merges;
  private final JsonGenerator json;

  private TrainedJson(
      BpeTrainer.Settings settings,
      List<String> vocabulary,
      List<Merge> merges,
      JsonGenerator json) {
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.json = json;
  }

  /** The file in UTF-8. */
  static byte[] of(BpeTrainer.Settings settings, List<String> vocabulary, List<Merge> merges) {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      new TrainedJson(settings, vocabulary, merges, json).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("version", "1.0");
    json.writeNullField("truncation");
    json.writeNullField("padding");
    json.writeArrayFieldStart("added_tokens");
    for (var token : specials()) {
      added(json, token, vocabulary.indexOf(token));
    }
    json.writeEndArray();
    json.writeNullField("normalizer");
    cutting("pre_tokenizer");
    json.writeNullField("post_processor");
    cutting("decoder");
    model();
    json.writeEndObject();
  }

  private List<String> specials() {
    var all = new ArrayList<>(settings.specials());
    if (settings.alphabet() == Alphabet.CHARACTERS && !all.contains(BpeTrainer.UNKNOWN)) {
      all.addFirst(BpeTrainer.UNKNOWN);
    }
    return all;
  }

  /** A control token among the added ones. */
  static void added(JsonGenerator json, String token, int id) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("content", token);
    json.writeBooleanField("single_word", false);
    json.writeBooleanField("lstrip", false);
    json.writeBooleanField("rstrip", false);
    json.writeBooleanField("normalized", false);
    json.writeBooleanField("special", true);
    json.writeEndObject();
  }

  /** Both ways the part has the same name and options. */
  private void cutting(String part) throws IOException {
    if (settings.alphabet() == Alphabet.CHARACTERS) {
      metaspace(json, part);
      return;
    }
    json.writeObjectFieldStart(part);
    json.writeStringField("type", "ByteLevel");
    json.writeBooleanField("add_prefix_space", false);
    json.writeBooleanField("trim_offsets", true);
    json.writeBooleanField("use_regex", true);
    json.writeEndObject();
  }

  /** Words with U+2581 in front, as pre-tokenizer or decoder. */
  static void metaspace(JsonGenerator json, String part) throws IOException {
    json.writeObjectFieldStart(part);
    json.writeStringField("type", "Metaspace");
    json.writeStringField("replacement", "\u2581");
    json.writeStringField("prepend_scheme", "always");
    json.writeBooleanField("split", true);
    json.writeEndObject();
  }

  private void model() throws IOException {
    boolean bytes = settings.alphabet() == Alphabet.BYTES;
    json.writeObjectFieldStart("model");
    json.writeStringField("type", "BPE");
    json.writeNullField("dropout");
    if (bytes) {
      json.writeNullField("unk_token");
    } else {
      json.writeStringField("unk_token", BpeTrainer.UNKNOWN);
    }
    json.writeNullField("continuing_subword_prefix");
    json.writeNullField("end_of_word_suffix");
    json.writeBooleanField("fuse_unk", !bytes);
    json.writeBooleanField("byte_fallback", false);
    json.writeBooleanField("ignore_merges", false);
    json.writeObjectFieldStart("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      json.writeNumberField(vocabulary.get(id), id);
    }
    json.writeEndObject();
    json.writeArrayFieldStart("merges");
    for (var merge : merges) {
      json.writeStartArray();
      json.writeString(vocabulary.get(merge.left()));
      json.writeString(vocabulary.get(merge.right()));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
