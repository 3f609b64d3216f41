/** Rectified flow: a decoder that draws pictures from a few vectors, its training, its sampler. */
@NullMarked
package dev.jeton.learn.flow;

import org.jspecify.annotations.NullMarked;
