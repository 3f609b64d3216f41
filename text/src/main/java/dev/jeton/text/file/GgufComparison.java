package dev.jeton.text.file;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.postprocessor.Template.Part;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether two tokenizers are the same: their tokens, what is around a text, the ids of texts. */
final class GgufComparison {
  private static final int JOINED = 7;
  private static final int LONGEST_RUN = 100;
  private static final String SPACE = "\u2581";
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "  ",
          "a",
          " a",
          "  a  b   c    d ",
          "The quick brown fox jumps over the lazy dog.",
          "It's 3.14, isn't it? WE'LL SEE... I'M Sure\u2019s",
          "1 22 333 4444 55555 1234567890 0x1F 1e-9",
          "tab\tline\nlines\n\n\nspaces   \n  \r\n end \n",
          "$^~`|<=>+ !?.,;:'\"()[]{} @#%&*-_/\\",
          "\u00e9 e\u0301 \u00dc\u00df \u0130\u0131 \u01c5 na\u00efve fa\u00e7ade",
          "\u4e2d\u6587\u5b57 \u3072\u3089\u304c\u306a \u30ab\u30bf \ud55c\uad6d\uc5b4",
          "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u0939\u093f\u0928\u094d\u0926\u0940 \u0e44\u0e17\u0e22",
          "\ud83d\ude00\ud83d\udc69\u200d\ud83d\udcbb \ud835\udc00 \u2603",
          "\u00a0\u2003\u3000x\u200b\u00ad\ufeff",
          "\ufb01 \u2460 \u00bd \uff21\uff22 \u2167",
          "snake_case camelCase HTTPServer for(int i=0;i<10;++i){}",
          "http://example.org/a?b=c&d=%20 user@example.org");

  private final Tokenizer source;
  private final Tokenizer written;
  private final boolean composed;

  /**
   * @param composed whether only texts in NFC need have the same ids
   */
  GgufComparison(Tokenizer source, Tokenizer written, boolean composed) {
    this.source = source;
    this.written = written;
    this.composed = composed;
  }

  /**
   * Compares them.
   *
   * @throws TokenizerException if they differ, with what differs first
   */
  void check() {
    for (int id = 0; id < source.size(); id++) {
      if (source.has(id) && !Arrays.equals(source.token(id), written.token(id))) {
        throw new TokenizerException(
            "GGUF cannot say token %d, '%s'"
                .formatted(id, GgufInput.shown(Utf8.decode(source.token(id)))));
      }
    }
    if (!around(source).equals(around(written))) {
      throw new TokenizerException(
          "GGUF cannot say the tokens around a text: %s became %s"
              .formatted(around(source), around(written)));
    }
    TEXTS.forEach(this::same);
    for (int spaces = 0; spaces < LONGEST_RUN; spaces++) {
      same(" ".repeat(spaces));
      same("x" + " ".repeat(spaces) + "y");
    }
    tokens();
  }

  private static List<Integer> around(Tokenizer tokenizer) {
    return tokenizer.parts().template().single().stream()
        .map(part -> part instanceof Part.Token token ? token.id() : -1)
        .toList();
  }

  /** Each token on its own, and several joined. */
  private void tokens() {
    var joined = new StringBuilder();
    for (int id = 0; id < source.size(); id++) {
      if (!source.has(id) || source.isSpecial(id) || Utf8.firstInvalid(source.token(id)) >= 0) {
        continue;
      }
      var text = Utf8.decode(source.token(id)).replace(SPACE, " ");
      same(text);
      joined.append(text);
      if (id % JOINED == 0) {
        same(joined.toString());
        joined.setLength(0);
      }
    }
  }

  private void same(String text) {
    if (composed && !Normalizer.isNormalized(text, Form.NFC)) {
      return;
    }
    int[] ids = source.encode(text);
    int[] again = written.encode(text);
    if (!Arrays.equals(ids, again)) {
      throw differs(text, Arrays.toString(ids), Arrays.toString(again));
    }
    int[] bare = source.withoutSpecials(ids);
    var said = source.decode(bare);
    if (!said.equals(written.decode(bare))) {
      throw differs(said, "that text", written.decode(bare));
    }
  }

  private static TokenizerException differs(String text, String before, String now) {
    var all = new ArrayList<String>();
    for (var shown : List.of(text, before, now)) {
      all.add(GgufInput.shown(shown));
    }
    return new TokenizerException(
        "GGUF cannot say this tokenizer: of '%s' would come %s and not %s"
            .formatted(all.get(0), all.get(2), all.get(1)));
  }
}
