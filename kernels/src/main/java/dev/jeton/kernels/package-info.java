/**
 * Arithmetic on arrays: every hot loop of the library, twice: as plain loops that say what it
 * means, and on the Vector API.
 */
@NullMarked
package dev.jeton.kernels;

import org.jspecify.annotations.NullMarked;
