package dev.jeton.llm;

import java.util.List;

/**
 * Text that comes in pieces and ends where a stop string begins. What might be the beginning of one
 * waits. The one that is complete first counts, the longest of those; it does not matter where the
 * pieces begin.
 */
public final class StopStrings {
  private final List<String> stops;
  private final int longest;
  private final StringBuilder waiting = new StringBuilder();
  private boolean stopped;

  /**
   * A text with these stop strings.
   *
   * @throws IllegalArgumentException if one is empty
   */
  public StopStrings(List<String> stops) {
    this.stops = List.copyOf(stops);
    if (stops.contains("")) {
      throw new IllegalArgumentException("expected stop strings of a character or more");
    }
    longest = stops.stream().mapToInt(String::length).max().orElse(1);
  }

  /** The text that is certain after one more piece. */
  public String accept(String piece) {
    if (stopped) {
      return "";
    }
    waiting.append(piece);
    int at = first();
    if (at >= 0) {
      stopped = true;
      return take(at);
    }
    int from = Math.max(0, waiting.length() - longest + 1);
    while (from < waiting.length() && !mayBegin(from)) {
      from++;
    }
    return take(from);
  }

  /** The rest, where no stop string came. */
  public String finish() {
    return stopped ? "" : take(waiting.length());
  }

  /** Whether a stop string came. */
  public boolean stopped() {
    return stopped;
  }

  private String take(int length) {
    var text = waiting.substring(0, length);
    waiting.delete(0, length);
    return text;
  }

  private int first() {
    int first = -1;
    int firstEnd = Integer.MAX_VALUE;
    for (var stop : stops) {
      int at = waiting.indexOf(stop);
      int end = at + stop.length();
      if (at >= 0 && (end < firstEnd || end == firstEnd && at < first)) {
        first = at;
        firstEnd = end;
      }
    }
    return first;
  }

  private boolean mayBegin(int from) {
    int length = waiting.length() - from;
    for (var stop : stops) {
      if (length < stop.length() && stop.startsWith(waiting.substring(from))) {
        return true;
      }
    }
    return false;
  }
}
