/** Languages that a model's text keeps to: regular expressions, JSON Schema, GBNF. */
@NullMarked
package dev.jeton.llm.grammar;

import org.jspecify.annotations.NullMarked;
