package dev.jeton.text;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.model.TokenBuffer;
import dev.jeton.text.postprocessor.Template.Part;
import dev.jeton.text.pretokenizer.PreTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a text through a tokenizer's parts: added tokens, normalizer, added tokens again,
 * pre-tokenizer, model.
 *
 * @param template whether the tokens that the file puts around a text are put there
 */
record Encoder(Pipeline parts, AddedTokens added, Admission specials, boolean template) {

  /** The same with another policy, with or without those tokens. */
  Encoder with(Admission policy, boolean around) {
    return new Encoder(parts, added, policy, around);
  }

  /** Adds the tokens of a text in valid UTF-8, those around it included. */
  void encode(byte[] utf8, TokenBuffer out) {
    if (!template) {
      tokens(utf8, out);
      return;
    }
    int at = 0;
    for (var part : parts.template().single()) {
      switch (part) {
        case Part.Token token -> out.add(token.id(), at, at);
        case Part.Sequence text -> {
          tokens(utf8, out);
          at = utf8.length;
        }
      }
    }
  }

  private void tokens(byte[] utf8, TokenBuffer out) {
    added.findRaw(
        Text.of(utf8), specials, (text, from, to, token) -> part(text, from, to, token, out));
  }

  private void part(Text text, int from, int to, @Nullable AddedToken token, TokenBuffer out) {
    if (token != null) {
      out.add(token.id(), text, from, to);
      return;
    }
    var normal = parts.normalizer().normalize(text.slice(from, to));
    if (added.anyNormalized()) {
      added.findNormalized(normal, specials, (t, a, b, found) -> piece(t, a, b, found, out));
    } else {
      pieces(normal, normal.from(), normal.to(), out);
    }
  }

  private void piece(Text text, int from, int to, @Nullable AddedToken token, TokenBuffer out) {
    if (token != null) {
      out.add(token.id(), text, from, to);
    } else {
      pieces(text, from, to, out);
    }
  }

  private void pieces(Text text, int from, int to, TokenBuffer out) {
    var model = parts.model();
    parts
        .preTokenizer()
        .split(
            text,
            from,
            to,
            new PreTokenizer.Pieces() {
              @Override
              public void piece(Text t, int a, int b) {
                model.tokenize(t, a, b, out);
              }

              @Override
              public void pieces(Text t, int a, int[] ends, int n) {
                model.tokenize(t, a, ends, n, out);
              }
            });
  }

  /** The text, which is UTF-8. */
  static byte[] valid(byte[] utf8) {
    int invalid = Utf8.firstInvalid(utf8);
    if (invalid >= 0) {
      throw new TokenizerException(
          "expected UTF-8, found byte 0x%02X at %d".formatted(utf8[invalid], invalid));
    }
    return utf8;
  }
}
