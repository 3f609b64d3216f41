/**
 * Chat templates: a model's own Jinja template turns messages into text. {@link
 * dev.jeton.text.chat.ChatTemplate} is the door; behind it a lexer, a parser and an interpreter for
 * the part of Jinja that models use, with Python's values.
 */
@NullMarked
package dev.jeton.text.chat;

import org.jspecify.annotations.NullMarked;
