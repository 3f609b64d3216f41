/** Benchmarks as tools that the command line finds by name: {@link java.util.spi.ToolProvider}. */
@NullMarked
package dev.jeton.bench;

import org.jspecify.annotations.NullMarked;
