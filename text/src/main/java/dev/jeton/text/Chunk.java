package dev.jeton.text;

/**
 * A part of a text.
 *
 * @param byteStart its first byte in the text's UTF-8
 * @param byteEnd one after its last byte
 * @param tokens how many of the text's tokens it holds
 */
public record Chunk(String text, int byteStart, int byteEnd, int tokens) {}
