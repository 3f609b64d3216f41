/** Pictures as lines of latent tokens whose every prefix decodes, while they are learnt. */
@NullMarked
package dev.jeton.learn.elastic;

import org.jspecify.annotations.NullMarked;
