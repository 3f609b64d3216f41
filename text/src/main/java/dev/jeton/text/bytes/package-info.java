/**
 * What all parts of the pipeline share: UTF-8 text with its origin, byte strings in tables, code
 * points.
 */
@NullMarked
package dev.jeton.text.bytes;

import org.jspecify.annotations.NullMarked;
