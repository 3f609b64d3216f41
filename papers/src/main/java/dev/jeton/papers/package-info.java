/** The papers: each a small composition of shared parts that ends in claims anyone can check. */
@NullMarked
package dev.jeton.papers;

import org.jspecify.annotations.NullMarked;
