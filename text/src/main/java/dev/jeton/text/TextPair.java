package dev.jeton.text;

/** Two texts for one input, such as a question and a passage. */
public record TextPair(String first, String second) {}
