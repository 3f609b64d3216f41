package dev.jeton.text;

/** What a tokenizer file asks for where its tokens go into a model. */
public record InputSettings(Truncation truncation, Padding padding) {
  /** Texts as long as they are. */
  public static final InputSettings NONE = new InputSettings(Truncation.NONE, Padding.NONE);
}
