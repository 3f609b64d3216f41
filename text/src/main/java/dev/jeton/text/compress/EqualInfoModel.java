package dev.jeton.text.compress;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.model.Model;
import dev.jeton.text.model.TokenBuffer;

/**
 * Windows of equally many bits as tokens: id and codeword are the same.
 *
 * @param dictionary what each window stands for
 */
public record EqualInfoModel(WindowDictionary dictionary) implements Model {
  @Override
  public String kind() {
    return "EqualInfo";
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    for (int at = from; at < to; ) {
      int codeword = dictionary.longest(text.bytes(), at, to);
      int end = at + dictionary.length(codeword);
      out.add(codeword, text, at, end);
      at = end;
    }
  }
}
