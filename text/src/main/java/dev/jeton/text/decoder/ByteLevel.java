package dev.jeton.text.decoder;

/** Says that the vocabulary is over bytes; ours holds the bytes themselves. */
public record ByteLevel() implements Decoder {
  @Override
  public Receiver into(Receiver next) {
    return next;
  }
}
