/** Sources whose entropy is known, to measure what a tokenizer or a model makes of them. */
@NullMarked
package dev.jeton.measure.sources;

import org.jspecify.annotations.NullMarked;
