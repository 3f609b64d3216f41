package dev.jeton.text.decoder;

/**
 * Turns tokens into text, one token at a time: what it makes of a token it hands to the next
 * receiver as soon as later tokens cannot change it.
 */
public interface Decoder {

  /** Takes the bytes of tokens in their order. */
  interface Receiver {
    void token(byte[] bytes);

    /** No more tokens come. */
    void end();
  }

  /** The tokens one after the other. */
  Decoder CONCATENATED = next -> next;

  /** The beginning of a new text, whose decoded tokens go to {@code next}. */
  Receiver into(Receiver next);

  /** This and then {@code next}. */
  default Decoder then(Decoder next) {
    return Sequence.of(this, next);
  }
}
