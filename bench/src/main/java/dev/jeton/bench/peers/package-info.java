/** Jeton beside its peers: the same input, in turns, in one run. Run on request. */
@NullMarked
package dev.jeton.bench.peers;

import org.jspecify.annotations.NullMarked;
