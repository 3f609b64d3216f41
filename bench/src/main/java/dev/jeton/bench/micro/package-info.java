/** JMH benchmarks of the hot paths. */
@NullMarked
package dev.jeton.bench.micro;

import org.jspecify.annotations.NullMarked;
