/**
 * Dictionaries of strings of ids, as text tokenizers have them, over any ids, and what a model
 * without context makes of their tokens.
 */
@NullMarked
package dev.jeton.measure.dictionary;

import org.jspecify.annotations.NullMarked;
