/**
 * Text as few bits: models of bytes, the arithmetic coder that they drive, and windows of equally
 * many bits as tokens. All arithmetic is on integers, so what one machine wrote any other reads.
 */
@NullMarked
package dev.jeton.text.compress;

import org.jspecify.annotations.NullMarked;
