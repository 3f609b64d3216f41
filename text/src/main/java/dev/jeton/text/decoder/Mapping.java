package dev.jeton.text.decoder;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.pretokenizer.Delimiter;
import dev.jeton.text.pretokenizer.Metaspace.Prepend;

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

  /** Between tokens that no decoder joins: a space. */
  record Spaced() implements Mapping {
    @Override
    public String map(String token, boolean first) {
      return first ? token : " " + token;
    }
  }

  /**
   * A space before tokens that do not begin with {@code prefix}, which goes.
   *
   * @param cleanup whether spaces before punctuation of English go too
   */
  record WordPiece(String prefix, boolean cleanup) implements Mapping {
    @Override
    public String map(String token, boolean first) {
      var text =
          first ? token : token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
      return cleanup ? cleaned(text) : text;
    }
  }

  /**
   * The visible character becomes a space again.
   *
   * @param prepend which texts got one in front; that of the first token goes unless none did
   */
  record Metaspace(int replacement, Prepend prepend) implements Mapping {
    @Override
    public String map(String token, boolean first) {
      return token.replace(
          Character.toString(replacement), first && prepend != Prepend.NEVER ? "" : " ");
    }
  }

  /** Each occurrence of a string becomes another. */
  record Replace(String pattern, String content) implements Mapping {
    @Override
    public String map(String token, boolean first) {
      return token.replace(pattern, content);
    }
  }

  /** What a pattern matches in a token becomes a string. */
  record ReplaceMatches(Delimiter pattern, String content) implements Mapping {
    @Override
    public String map(String token, boolean first) {
      return new dev.jeton.text.normalizer.Replace(pattern, content)
          .normalize(Text.of(Utf8.encode(token)))
          .toString();
    }
  }

  /**
   * Some of a character go at the ends of each token.
   *
   * @param start at most so many
   * @param stop at most so many
   */
  record Strip(int content, int start, int stop) implements Mapping {
    @Override
    public String map(String token, boolean first) {
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
    }
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
