package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.Text;

/** Drops nonspacing marks (general category Mn). */
public final class StripAccents implements Normalizer {
  @Override
  public Text normalize(Text text) {
    return CharMapping.apply(
        text,
        (c, from, to, out) -> {
          if (Character.getType(c) != Character.NON_SPACING_MARK) {
            out.put(c, from, to);
          }
        });
  }
}
