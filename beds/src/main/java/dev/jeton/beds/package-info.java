/** Small models and data that several papers share, each reproducible from a seed. */
@NullMarked
package dev.jeton.beds;

import org.jspecify.annotations.NullMarked;
