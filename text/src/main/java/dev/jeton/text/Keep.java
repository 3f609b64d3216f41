package dev.jeton.text;

/** Which part of a text is kept where it is too long. */
public enum Keep {
  /** Its beginning. */
  START,
  /** Its end, as of a conversation. */
  END
}
