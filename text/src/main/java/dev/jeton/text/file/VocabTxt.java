package dev.jeton.text.file;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Pipeline;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.decoder.Mapping;
import dev.jeton.text.model.WordPiece;
import dev.jeton.text.normalizer.BertNormalizer;
import dev.jeton.text.postprocessor.Template;
import dev.jeton.text.pretokenizer.BertPreTokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code vocab.txt} of BERT: a token on each line, its id is the line's number. The file does not
 * say whether letters become small; they do unless a token begins with a capital of ASCII.
 */
final class VocabTxt {
  private static final List<String> SPECIALS =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private VocabTxt() {}

  /** Whether some line of {@code content} is {@code [UNK]}. */
  static boolean recognises(byte[] content) {
    return Utf8.firstInvalid(content) < 0
        && ("\n" + new String(content, StandardCharsets.UTF_8).replace("\r", ""))
            .contains("\n[UNK]\n");
  }

  static Tokenizer read(byte[] content) {
    var tokens = new TokenTable();
    boolean cased = false;
    int id = 0;
    for (var line : new String(content, StandardCharsets.UTF_8).split("\r?\n")) {
      tokens.add(id++, Utf8.encode(line));
      cased |= !line.isEmpty() && line.charAt(0) >= 'A' && line.charAt(0) <= 'Z';
    }
    var added = new ArrayList<AddedToken>();
    for (var name : SPECIALS) {
      int special = tokens.find(Utf8.encode(name));
      if (special >= 0) {
        added.add(AddedToken.special(special, name));
      }
    }
    return new Tokenizer(
        new Pipeline(
            new Pipeline.Origin(
                "vocab.txt",
                List.of(
                    "model WordPiece", cased ? "letters stay as they are" : "letters become small"),
                List.of()),
            tokens,
            added,
            new BertNormalizer(true, true, !cased, !cased),
            new BertPreTokenizer(),
            new WordPiece(tokens, needed(tokens, "[UNK]"), "##", 100),
            Template.bert(needed(tokens, "[CLS]"), needed(tokens, "[SEP]")),
            new Mapping.WordPiece("##", true)));
  }

  private static int needed(TokenTable tokens, String name) {
    int id = tokens.find(Utf8.encode(name));
    if (id < 0) {
      throw new TokenizerException("expected a line '%s', found none".formatted(name));
    }
    return id;
  }
}
