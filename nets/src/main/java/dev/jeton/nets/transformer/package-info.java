/** Frozen transformers over tokens. */
@NullMarked
package dev.jeton.nets.transformer;

import org.jspecify.annotations.NullMarked;
