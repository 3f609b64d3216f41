/** Second step: text is cut into pieces that no token crosses. One file per variant. */
@NullMarked
package dev.jeton.text.pretokenizer;

import org.jspecify.annotations.NullMarked;
