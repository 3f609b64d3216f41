package dev.jeton.text.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * The text that a template made of a conversation, and which of it came from the conversation.
 * Numbers, lists and JSON that a template prints count as if they had.
 */
public final class RenderedChat {
  private final Str text;
  private final String literals;

  RenderedChat(Str text, String literals) {
    this.text = text;
    this.literals = literals;
  }

  /**
   * A part of the text.
   *
   * @param content whether it came from the conversation rather than from the template
   */
  public record Segment(String text, boolean content) {}

  /** All of it. */
  public String text() {
    return text.text();
  }

  /** Its parts, of which one came from the template where the next did not. */
  public List<Segment> segments() {
    var segments = new ArrayList<Segment>();
    int[] edges = text.edges();
    int from = 0;
    for (int i = 0; i <= edges.length; i++) {
      int to = i < edges.length ? edges[i] : text().length();
      if (to > from) {
        segments.add(new Segment(text().substring(from, to), i % 2 == 1));
      }
      from = to;
    }
    return segments;
  }

  /** Whether the template itself writes {@code token} somewhere, so that it may mean something. */
  public boolean writes(String token) {
    return literals.contains(token);
  }

  /** The text. */
  @Override
  public String toString() {
    return text();
  }
}
