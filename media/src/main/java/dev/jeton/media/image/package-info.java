/** Images to tokens and back; image files. */
@NullMarked
package dev.jeton.media.image;

import org.jspecify.annotations.NullMarked;
