/** Data sets kept in memory, and the batches that training steps get from them. */
@NullMarked
package dev.jeton.learn.data;

import org.jspecify.annotations.NullMarked;
