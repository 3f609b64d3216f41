/** Model files of other formats, read as if they were GGUF. */
@NullMarked
package dev.jeton.llm.file;

import org.jspecify.annotations.NullMarked;
