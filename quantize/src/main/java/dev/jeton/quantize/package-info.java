/** Vectors to ids and back. */
@NullMarked
package dev.jeton.quantize;

import org.jspecify.annotations.NullMarked;
