/** Readers of tokenizer files. */
@NullMarked
package dev.jeton.text.file;

import org.jspecify.annotations.NullMarked;
