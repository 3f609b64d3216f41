package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.Text;

/** Makes text uniform: the result knows where each of its bytes came from. */
public interface Normalizer {

  /** Leaves text as it is. */
  Normalizer NONE = text -> text;

  Text normalize(Text text);

  /** This and then {@code next}. */
  default Normalizer then(Normalizer next) {
    return Sequence.of(this, next);
  }
}
