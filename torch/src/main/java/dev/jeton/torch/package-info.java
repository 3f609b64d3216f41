/** The only door to libtorch. */
@NullMarked
package dev.jeton.torch;

import org.jspecify.annotations.NullMarked;
