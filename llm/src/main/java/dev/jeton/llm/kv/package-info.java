/** Caches of keys and values, and attention over them. */
@NullMarked
package dev.jeton.llm.kv;

import org.jspecify.annotations.NullMarked;
