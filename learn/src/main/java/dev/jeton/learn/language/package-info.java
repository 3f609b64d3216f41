/** Language models: texts, fill-in-the-middle, the training twin of what {@code llm} runs. */
@NullMarked
package dev.jeton.learn.language;

import org.jspecify.annotations.NullMarked;
