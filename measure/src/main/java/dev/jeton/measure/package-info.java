/** Numbers about signals, tokens and what was lost. */
@NullMarked
package dev.jeton.measure;

import org.jspecify.annotations.NullMarked;
