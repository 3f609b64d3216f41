package dev.jeton.text.model;

/**
 * The tokens of one piece of text.
 *
 * @param lengths how many bytes each stands for
 */
record Word(int[] ids, int[] lengths) {}
