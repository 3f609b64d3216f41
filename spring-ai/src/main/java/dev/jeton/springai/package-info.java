/** Spring AI's interfaces over a {@link dev.jeton.text.Tokenizer}. */
@NullMarked
package dev.jeton.springai;

import org.jspecify.annotations.NullMarked;
