/** GGUF files: tensors mapped from the disk, and the block formats of their numbers. */
@NullMarked
package dev.jeton.weights.gguf;

import org.jspecify.annotations.NullMarked;
