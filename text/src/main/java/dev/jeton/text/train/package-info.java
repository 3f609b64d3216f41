/** Learns tokenizers from texts. */
@NullMarked
package dev.jeton.text.train;

import org.jspecify.annotations.NullMarked;
