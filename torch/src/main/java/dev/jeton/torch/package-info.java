/**
 * The only door to libtorch: tensors, scopes that free them, parameters, optimizers. Used for
 * training; nothing that ships runs on it.
 */
@NullMarked
package dev.jeton.torch;

import org.jspecify.annotations.NullMarked;
