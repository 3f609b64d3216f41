/** Forward passes of frozen networks in pure Java. */
@NullMarked
package dev.jeton.nets;

import org.jspecify.annotations.NullMarked;
