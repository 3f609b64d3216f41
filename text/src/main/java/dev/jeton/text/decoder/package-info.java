/** The way back: the bytes of tokens become text. One file per variant. */
@NullMarked
package dev.jeton.text.decoder;

import org.jspecify.annotations.NullMarked;
