package dev.jeton.text.file;

import dev.jeton.text.decoder.ByteFallback;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.decoder.Fuse;
import dev.jeton.text.decoder.Mapping;
import dev.jeton.text.decoder.StripStart;
import dev.jeton.text.decoder.WordSuffix;
import java.util.List;

/** The part {@code decoder} of {@code tokenizer.json}. */
final class DecoderReader {
  private DecoderReader() {}

  static Decoder read(JsonValue json) {
    if (json.isNull()) {
      return Mapping.spaced();
    }
    return switch (json.type()) {
      case "Sequence" -> sequence(json.get("decoders").list());
      case "ByteLevel" -> Decoder.CONCATENATED; // the vocabulary holds bytes
      case "WordPiece" ->
          Mapping.wordPiece(json.get("prefix").text("##"), json.get("cleanup").flag(true));
      case "Metaspace" ->
          Mapping.metaspace(
              PreTokenizerReader.codePoint(json.get("replacement")),
              json.get("add_prefix_space").flag(true)
                  && !json.get("prepend_scheme").text("always").equals("never"));
      case "ByteFallback" -> new ByteFallback();
      case "Fuse" -> new Fuse();
      case "BPEDecoder" -> new WordSuffix(json.get("suffix").text("</w>"));
      case "Replace" -> {
        var pattern = json.get("pattern").get("String");
        yield Mapping.replace(pattern.text(), json.get("content").text());
      }
      case "Strip" ->
          Mapping.strip(
              PreTokenizerReader.codePoint(json.get("content")),
              json.get("start").id(0),
              json.get("stop").id(0));
      default -> throw json.unknownType();
    };
  }

  private static Decoder sequence(List<JsonValue> parts) {
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
      all = all.then(read(parts.get(i)));
    }
    return all;
  }

  private static boolean stripsStart(JsonValue part) {
    return part.type().equals("Strip")
        && part.get("stop").id(0) == 0
        && PreTokenizerReader.codePoint(part.get("content")) < 0x80;
  }
}
