/** LangChain4j's interfaces over a {@link dev.jeton.text.Tokenizer}. */
@NullMarked
package dev.jeton.langchain4j;

import org.jspecify.annotations.NullMarked;
