/** Fourth step: tokens are put around a text. One file per variant. */
@NullMarked
package dev.jeton.text.postprocessor;

import org.jspecify.annotations.NullMarked;
