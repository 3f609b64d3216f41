package dev.jeton.text.decoder;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.normalizer.Replace;
import dev.jeton.text.pretokenizer.Delimiter;

/** Decoders that change the text of each token, knowing only whether it is the first. */
public interface Mapping extends Decoder {

  /** The text in place of a token's. */
  String map(String token, boolean first);

  @Override
  default Receiver into(Receiver next) {
    return new Receiver() {
      private boolean first = true;

      @Override
      public void token(byte[] bytes) {
        next.token(Utf8.encode(map(Utf8.decode(bytes), first)));
        first = false;
      }

      @Override
      public void end() {
        next.end();
      }
    };
  }

  /** WordPiece: a space before tokens that do not begin with {@code prefix}, which goes. */
  static Mapping wordPiece(String prefix, boolean cleanup) {
    return (token, first) -> {
      var text =
          first ? token : token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
      return cleanup ? cleaned(text) : text;
    };
  }

  /** Metaspace: the visible character becomes a space again. */
  static Mapping metaspace(int replacement, boolean prepended) {
    var visible = Character.toString(replacement);
    return (token, first) -> token.replace(visible, first && prepended ? "" : " ");
  }

  /** Each occurrence of a string becomes another. */
  static Mapping replace(String pattern, String content) {
    return (token, first) -> token.replace(pattern, content);
  }

  /** What a pattern matches in a token becomes a string. */
  static Mapping replace(Delimiter pattern, String content) {
    var replace = new Replace(pattern, content);
    return (token, first) -> replace.normalize(Text.of(Utf8.encode(token))).toString();
  }

  /** At most so many of a character go at the ends of each token. */
  static Mapping strip(int content, int start, int stop) {
    return (token, first) -> {
      int[] chars = token.codePoints().toArray();
      int from = 0;
      while (from < start && from < chars.length && chars[from] == content) {
        from++;
      }
      int to = chars.length;
      while (chars.length - to < stop && to > from && chars[to - 1] == content) {
        to--;
      }
      return new String(chars, from, to - from);
    };
  }

  /** Between tokens that no decoder joins: a space. */
  static Mapping spaced() {
    return (token, first) -> first ? token : " " + token;
  }

  static String cleaned(String text) {
    return text.replace(" .", ".")
        .replace(" ?", "?")
        .replace(" !", "!")
        .replace(" ,", ",")
        .replace(" ' ", "'")
        .replace(" n't", "n't")
        .replace(" 'm", "'m")
        .replace(" do not", " don't")
        .replace(" 's", "'s")
        .replace(" 've", "'ve")
        .replace(" 're", "'re");
  }
}
