/** Third step: a piece becomes ids. One file per variant. */
@NullMarked
package dev.jeton.text.model;

import org.jspecify.annotations.NullMarked;
