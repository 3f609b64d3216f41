package dev.jeton.text.file;

import dev.jeton.text.decoder.ByteFallback;
import dev.jeton.text.decoder.ByteLetters;
import dev.jeton.text.decoder.ByteLevel;
import dev.jeton.text.decoder.Ctc;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.decoder.Fuse;
import dev.jeton.text.decoder.Mapping;
import dev.jeton.text.decoder.WordSuffix;
import java.util.List;

/** The part {@code decoder} of {@code tokenizer.json}. */
final class DecoderReader {
  private DecoderReader() {}

  /**
   * @param bytes whether the vocabulary holds bytes rather than letters for them
   */
  static Decoder read(JsonValue json, boolean bytes) {
    if (json.isNull()) {
      return new Mapping.Spaced();
    }
    return switch (json.type()) {
      case "Sequence" -> sequence(json.get("decoders").list(), bytes);
      case "ByteLevel" -> bytes ? new ByteLevel() : new ByteLetters();
      case "WordPiece" ->
          new Mapping.WordPiece(json.get("prefix").text("##"), json.get("cleanup").flag(true));
      case "Metaspace" ->
          new Mapping.Metaspace(
              PreTokenizerReader.codePoint(json.get("replacement")),
              PreTokenizerReader.prepend(json));
      case "ByteFallback" -> new ByteFallback();
      case "Fuse" -> new Fuse();
      case "CTC" ->
          new Ctc(
              json.get("pad_token").text("<pad>"),
              json.get("word_delimiter_token").text("|"),
              json.get("cleanup").flag(true));
      case "BPEDecoder" -> new WordSuffix(json.get("suffix").text("</w>"));
      case "Replace" -> {
        var string = json.get("pattern").get("String");
        var content = json.get("content").text();
        yield string.isNull()
            ? new Mapping.ReplaceMatches(NormalizerReader.delimiter(json.get("pattern")), content)
            : new Mapping.Replace(string.text(), content);
      }
      case "Strip" ->
          new Mapping.Strip(
              PreTokenizerReader.codePoint(json.get("content")),
              json.get("start").id(0),
              json.get("stop").id(0));
      default -> throw json.unknownType();
    };
  }

  private static Decoder sequence(List<JsonValue> parts, boolean bytes) {
    var all = Decoder.CONCATENATED;
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (bytes && i > 0 && part.type().equals("ByteLevel")) {
        throw part.expected("nothing before ByteLevel");
      }
      all = all.then(read(part, bytes));
    }
    return all;
  }
}
