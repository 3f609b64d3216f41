/**
 * Exact probabilities of bytes under models of tokens: Phan et al., Exact Byte-Level Probabilities
 * from Tokenized Language Models for FIM-Tasks and Model Ensembles, arXiv:2410.09303.
 */
@NullMarked
package dev.jeton.llm.bytes;

import org.jspecify.annotations.NullMarked;
