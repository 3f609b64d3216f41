/** Quantizers while they are learnt; each freezes into one of the module quantize. */
@NullMarked
package dev.jeton.learn.quantize;

import org.jspecify.annotations.NullMarked;
