/** First step: text is made uniform. One file per variant. */
@NullMarked
package dev.jeton.text.normalizer;

import org.jspecify.annotations.NullMarked;
