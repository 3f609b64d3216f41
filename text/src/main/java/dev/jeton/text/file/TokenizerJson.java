package dev.jeton.text.file;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Pipeline;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.decoder.ByteLevel;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.normalizer.SentencePieceNormalizer;
import dev.jeton.text.pretokenizer.SpaceRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@code tokenizer.json} of Hugging Face's tokenizers. */
final class TokenizerJson {
  private static final List<String> PARTS =
      List.of("normalizer", "pre_tokenizer", "post_processor", "decoder");

  private TokenizerJson() {}

  static Tokenizer read(byte[] content) {
    var json = JsonValue.parseTokenizer(content);
    boolean bytes = namesBytes(json.get("pre_tokenizer")) || namesBytes(json.get("normalizer"));
    var reader = new ModelReader(json.get("model"), bytes);
    var model = reader.read();
    return new Tokenizer(
        new Pipeline(
            origin(json, model.kind()),
            reader.tokens(),
            added(json.get("added_tokens"), reader.tokens()),
            NormalizerReader.read(json.get("normalizer")),
            json.get("pre_tokenizer").isNull() && reader.mayCutAtSpaces()
                ? SpaceRuns.VISIBLE
                : PreTokenizerReader.read(json.get("pre_tokenizer")),
            model,
            TemplateReader.read(json.get("post_processor"), bytes),
            DecoderReader.read(json.get("decoder"), bytes),
            InputSettingsReader.read(json)));
  }

  /**
   * The file of these parts, in UTF-8.
   *
   * @throws TokenizerException if the format cannot say something of them
   */
  static byte[] write(Pipeline parts) {
    var pieces =
        parts.normalizer() instanceof SentencePieceNormalizer normalizer
            ? new SentencePieceWriter(parts, normalizer)
            : null;
    var added = pieces == null ? parts.added() : pieces.added();
    var model = new ModelWriter(parts, added);
    var normalizer = pieces == null ? parts.normalizer() : pieces.normalizer();
    return new JsonObject()
        .with("version", "1.0")
        .with("truncation", InputSettingsWriter.write(parts.inputs().truncation()))
        .with("padding", InputSettingsWriter.write(parts.inputs().padding(), model::token))
        .with("added_tokens", written(added))
        .with("normalizer", NormalizerWriter.write(normalizer))
        .with(
            "pre_tokenizer",
            pieces == null ? preTokenizer(parts, model.bytes()) : pieces.preTokenizer())
        .with("post_processor", TemplateWriter.write(parts.template(), model::token))
        .with(
            "decoder",
            model.bytes() && parts.decoder() == Decoder.CONCATENATED
                ? DecoderWriter.write(new ByteLevel())
                : DecoderWriter.write(parts.decoder()))
        .with("model", model.write())
        .utf8();
  }

  private static @Nullable JsonObject preTokenizer(Pipeline parts, boolean bytes) {
    boolean said =
        !bytes
            || NormalizerWriter.namesBytes(parts.normalizer())
            || PreTokenizerWriter.namesBytes(parts.preTokenizer());
    return PreTokenizerWriter.write(
        said
            ? parts.preTokenizer()
            : parts.preTokenizer().then(dev.jeton.text.pretokenizer.ByteLevel.PLAIN));
  }

  /** In the order of their ids; of several names of one id the first. */
  private static List<JsonObject> written(List<AddedToken> added) {
    var byId = new TreeMap<Integer, JsonObject>();
    for (var token : added) {
      byId.putIfAbsent(
          token.id(),
          new JsonObject()
              .with("id", token.id())
              .with("content", token.content())
              .with("single_word", token.singleWord())
              .with("lstrip", token.leftStrip())
              .with("rstrip", token.rightStrip())
              .with("normalized", token.normalized())
              .with("special", token.special()));
    }
    return List.copyOf(byId.values());
  }

  private static List<AddedToken> added(JsonValue json, TokenTable tokens) {
    var added = new ArrayList<AddedToken>();
    if (json.isNull()) {
      return added;
    }
    for (var token : json.list()) {
      int id = token.get("id").id();
      var content = token.get("content").text();
      boolean special = token.get("special").flag(false);
      added.add(
          new AddedToken(
              id,
              content,
              special,
              token.get("single_word").flag(false),
              token.get("lstrip").flag(false),
              token.get("rstrip").flag(false),
              token.get("normalized").flag(!special)));
      if (!tokens.has(id)) {
        tokens.addUnfindable(id, Utf8.encode(content));
      }
    }
    return added;
  }

  private static Pipeline.Origin origin(JsonValue json, String model) {
    var parts = new ArrayList<>(List.of("model " + model));
    for (var name : PARTS) {
      if (!json.get(name).isNull()) {
        parts.add(name + " " + described(json.get(name)));
      }
    }
    for (var name : List.of("truncation", "padding")) {
      if (!json.get(name).isNull()) {
        parts.add(name + " of model inputs only; texts are encoded and counted whole");
      }
    }
    var notApplied = new ArrayList<String>();
    if (!json.get("model").get("dropout").isNull()) {
      notApplied.add("dropout");
    }
    return new Pipeline.Origin("tokenizer.json", parts, notApplied);
  }

  /** The types in a part, those of a sequence in brackets. */
  private static String described(JsonValue part) {
    var inner = inner(part);
    return inner.isEmpty()
        ? part.type()
        : "%s[%s]"
            .formatted(
                part.type(),
                String.join(", ", inner.stream().map(TokenizerJson::described).toList()));
  }

  private static boolean namesBytes(JsonValue part) {
    return !part.isNull()
        && (part.type().equals("ByteLevel")
            || inner(part).stream().anyMatch(TokenizerJson::namesBytes));
  }

  private static List<JsonValue> inner(JsonValue part) {
    for (var name : List.of("normalizers", "pretokenizers", "processors", "decoders")) {
      if (!part.get(name).isNull()) {
        return part.get(name).list();
      }
    }
    return List.of();
  }
}
