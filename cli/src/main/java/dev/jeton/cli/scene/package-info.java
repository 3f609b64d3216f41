/** The picture that the demo takes when it is given none: computed, so it is free of any rights. */
@NullMarked
package dev.jeton.cli.scene;

import org.jspecify.annotations.NullMarked;
