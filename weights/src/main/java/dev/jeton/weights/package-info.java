/** Model weight files. */
@NullMarked
package dev.jeton.weights;

import org.jspecify.annotations.NullMarked;
