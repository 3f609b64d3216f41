/**
 * The words of the whole library. Knows no file type but its own, no algorithm and no native code.
 */
@NullMarked
package dev.jeton.core;

import org.jspecify.annotations.NullMarked;
