/**
 * Text to ids and back. {@link dev.jeton.text.Tokenizer} is the door; the folders below are its
 * pipeline.
 */
@NullMarked
package dev.jeton.text;

import org.jspecify.annotations.NullMarked;
