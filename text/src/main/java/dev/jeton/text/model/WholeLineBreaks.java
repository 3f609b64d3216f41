package dev.jeton.text.model;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TokenTable;

/** A run of line breaks that is a token is one; another model has everything else. */
public record WholeLineBreaks(TokenTable tokens, Model model) implements Model {
  @Override
  public String kind() {
    return model.kind();
  }

  @Override
  public void clearCache() {
    model.clearCache();
  }

  @Override
  public CacheUse cacheUse() {
    return model.cacheUse();
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    int at = from;
    while (at < to && text.bytes()[at] == '\n') {
      at++;
    }
    int id = at == to ? tokens.find(text.bytes(), from, to) : -1;
    if (id >= 0) {
      out.add(id, text, from, to);
    } else {
      model.tokenize(text, from, to, out);
    }
  }
}
