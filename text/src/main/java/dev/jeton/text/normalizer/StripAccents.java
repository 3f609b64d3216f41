package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePointSet;
import dev.jeton.text.bytes.Text;

/** Drops all marks: nonspacing, spacing and enclosing. */
public final class StripAccents implements Normalizer {
  @Override
  public Text normalize(Text text) {
    return CharMapping.apply(
        text,
        (c, from, to, out) -> {
          if (!CodePointSet.MARK.contains(c)) {
            out.put(c, from, to);
          }
        });
  }
}
