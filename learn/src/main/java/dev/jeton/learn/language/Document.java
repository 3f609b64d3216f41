package dev.jeton.learn.language;

/**
 * A text.
 *
 * @param name path below the folder or archive that was named
 * @param utf8 its bytes, valid UTF-8
 */
public record Document(String name, byte[] utf8) {}
