/** What tells one architecture from another; one file each. */
@NullMarked
package dev.jeton.llm.arch;

import org.jspecify.annotations.NullMarked;
