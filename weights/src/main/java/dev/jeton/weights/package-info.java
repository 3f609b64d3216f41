/** Files of model weights. */
@NullMarked
package dev.jeton.weights;

import org.jspecify.annotations.NullMarked;
