/** Language models in process: a model, its sessions, text from them. */
@NullMarked
package dev.jeton.llm;

import org.jspecify.annotations.NullMarked;
