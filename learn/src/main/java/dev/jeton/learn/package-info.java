/** Learning: layers, losses, trainable quantizers, trainers, data sets. */
@NullMarked
package dev.jeton.learn;

import org.jspecify.annotations.NullMarked;
