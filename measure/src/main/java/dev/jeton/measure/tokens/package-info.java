/** Statistics of token languages: any sequences of ids, from pictures as from text. */
@NullMarked
package dev.jeton.measure.tokens;

import org.jspecify.annotations.NullMarked;
