/** Token models, decoding orders, samplers: the one sampling loop. */
@NullMarked
package dev.jeton.generate;

import org.jspecify.annotations.NullMarked;
