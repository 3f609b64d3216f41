package dev.jeton.text.file;

import dev.jeton.text.decoder.ByteFallback;
import dev.jeton.text.decoder.ByteLetters;
import dev.jeton.text.decoder.Ctc;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.decoder.Fuse;
import dev.jeton.text.decoder.Mapping;
import dev.jeton.text.decoder.StripStart;
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
      return Mapping.spaced();
    }
    return switch (json.type()) {
      case "Sequence" -> sequence(json.get("decoders").list(), bytes);
      case "ByteLevel" -> bytes ? Decoder.CONCATENATED : new ByteLetters();
      case "WordPiece" ->
          Mapping.wordPiece(json.get("prefix").text("##"), json.get("cleanup").flag(true));
      case "Metaspace" ->
          Mapping.metaspace(
              PreTokenizerReader.codePoint(json.get("replacement")),
              json.get("add_prefix_space").flag(true)
                  && !json.get("prepend_scheme").text("always").equals("never"));
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
            ? Mapping.replace(NormalizerReader.delimiter(json.get("pattern")), content)
            : Mapping.replace(string.text(), content);
      }
      case "Strip" ->
          Mapping.strip(
              PreTokenizerReader.codePoint(json.get("content")),
              json.get("start").id(0),
              json.get("stop").id(0));
      default -> throw json.unknownType();
    };
  }

  private static Decoder sequence(List<JsonValue> parts, boolean bytes) {
    var all = Decoder.CONCATENATED;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).type().equals("Fuse") && i + 1 == parts.size()) {
        break; // whatever comes out is put together anyway
      }
      if (parts.get(i).type().equals("Fuse")
          && i + 2 == parts.size()
          && stripsStart(parts.get(i + 1))) {
        var strip = parts.get(i + 1);
        all =
            all.then(
                new StripStart(
                    (byte) PreTokenizerReader.codePoint(strip.get("content")),
                    strip.get("start").id(0)));
        break;
      }
      var part = parts.get(i);
      boolean byteLevel = part.type().equals("ByteLevel");
      if (byteLevel && bytes && i > 0) {
        throw part.expected("nothing before ByteLevel");
      }
      all = all.then(read(part, bytes));
      if (byteLevel && i + 1 < parts.size()) {
        all = all.then(new Fuse()); // it gives one text
      }
    }
    return all;
  }

  private static boolean stripsStart(JsonValue part) {
    return part.type().equals("Strip")
        && part.get("stop").id(0) == 0
        && PreTokenizerReader.codePoint(part.get("content")) < 0x80;
  }
}
