package dev.jeton.text.model;

import dev.jeton.text.bytes.ByteTrie;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;

/**
 * Symbols that always are one token, found from left to right, the longest at each character;
 * another model has what is between them.
 */
public final class SymbolsFirst implements Model {
  private final ByteTrie symbols;
  private final Model model;

  /**
   * @param symbols with their ids
   */
  public SymbolsFirst(ByteTrie symbols, Model model) {
    this.symbols = symbols;
    this.model = model;
  }

  /** The model of what is between. */
  public Model between() {
    return model;
  }

  @Override
  public String kind() {
    return model.kind();
  }

  @Override
  public void clearCache() {
    model.clearCache();
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    byte[] bytes = text.bytes();
    int done = from;
    for (int at = from; at < to; ) {
      int end = symbols.longest(bytes, at, to);
      if (end == at) {
        at += CodePoints.length(bytes[at]);
        continue;
      }
      if (done < at) {
        model.tokenize(text, done, at, out);
      }
      out.add(symbols.find(bytes, at, end), text, at, end);
      done = end;
      at = end;
    }
    if (done < to) {
      model.tokenize(text, done, to, out);
    }
  }
}
