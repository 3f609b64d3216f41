@NullMarked
package dev.jeton.kernels;

import org.jspecify.annotations.NullMarked;
