/** Guesses of what a model will say next, to be checked several at a time. */
@NullMarked
package dev.jeton.llm.draft;

import org.jspecify.annotations.NullMarked;
