/** Weights that ship with the library. */
@NullMarked
package dev.jeton.models;

import org.jspecify.annotations.NullMarked;
