package dev.jeton.text.model;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TokenTable;

/**
 * Each piece is a token.
 *
 * @param unknown id of pieces that are none, or −1: they are left out
 */
public record WordLevel(TokenTable tokens, int unknown) implements Model {
  @Override
  public String kind() {
    return "WordLevel";
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    int id = tokens.find(text.bytes(), from, to);
    id = id < 0 ? unknown : id;
    if (id >= 0) {
      out.add(id, text, from, to);
    }
  }
}
