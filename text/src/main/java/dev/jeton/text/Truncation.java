package dev.jeton.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts texts so that an input has at most so many tokens, those of the template included.
 *
 * @param maxTokens of an input
 * @param stride how many tokens of a text a window has in common with the one before
 * @param strategy which of two texts is cut
 * @param keep which end of a text the first window keeps
 */
public record Truncation(int maxTokens, int stride, Strategy strategy, Keep keep) {

  /** Which of two texts is cut. */
  public enum Strategy {
    /** The longer one, down to the length of the other, then both. */
    LONGEST_FIRST,
    /** The first. */
    ONLY_FIRST,
    /** The second. */
    ONLY_SECOND
  }

  /**
   * Tokens of a text.
   *
   * @param to one after the last
   */
  record Window(int from, int to) {
    int length() {
      return to - from;
    }
  }

  /** No text is cut. */
  public static final Truncation NONE = to(Integer.MAX_VALUE);

  public Truncation {
    if (maxTokens < 1 || stride < 0 || stride >= maxTokens) {
      throw new TokenizerException(
          "expected at most 1 token or more and a stride below that, found %d and %d"
              .formatted(maxTokens, stride));
    }
  }

  /** The first so many tokens; of two texts the longer is cut. */
  public static Truncation to(int maxTokens) {
    return new Truncation(maxTokens, 0, Strategy.LONGEST_FIRST, Keep.START);
  }

  /** The same with so many tokens that a window shares with the one before. */
  public Truncation stride(int tokens) {
    return new Truncation(maxTokens, tokens, strategy, keep);
  }

  /** The same with another text to cut. */
  public Truncation cutting(Strategy texts) {
    return new Truncation(maxTokens, stride, texts, keep);
  }

  /** The same from another end. */
  public Truncation keeping(Keep end) {
    return new Truncation(maxTokens, stride, strategy, end);
  }

  /**
   * The windows of each text.
   *
   * @param lengths of one or two texts, in tokens
   * @param around tokens of the template
   */
  List<List<Window>> windows(int[] lengths, int around) {
    int room = maxTokens - around;
    long total = 0;
    for (int length : lengths) {
      total += length;
    }
    if (room < 0) {
      throw new TokenizerException(
          "expected a maximum of at least the %d tokens of the template, found %d"
              .formatted(around, maxTokens));
    }
    int[] most =
        total <= room ? lengths : lengths.length == 1 ? only(lengths, room) : pair(lengths, room);
    var windows = new ArrayList<List<Window>>();
    for (int i = 0; i < lengths.length; i++) {
      windows.add(windows(lengths[i], most[i]));
    }
    return windows;
  }

  private int[] only(int[] lengths, int room) {
    if (strategy == Strategy.ONLY_SECOND) {
      throw new TokenizerException(
          "expected a second text to cut, found only one of %d tokens for a maximum of %d"
              .formatted(lengths[0], maxTokens));
    }
    return new int[] {room};
  }

  private int[] pair(int[] lengths, int room) {
    if (strategy == Strategy.LONGEST_FIRST) {
      int shorter = Math.min(lengths[0], lengths[1]);
      int longer = room - shorter;
      if (longer < shorter) {
        shorter = room / 2;
        longer = room - shorter;
      }
      return lengths[0] <= lengths[1] ? new int[] {shorter, longer} : new int[] {longer, shorter};
    }
    int cut = strategy == Strategy.ONLY_FIRST ? 0 : 1;
    int left = room - lengths[1 - cut];
    if (left < 1) {
      throw new TokenizerException(
          "expected room for the %s text, found %d tokens of the other one for a maximum of %d"
              .formatted(cut == 0 ? "first" : "second", lengths[1 - cut], maxTokens));
    }
    return cut == 0 ? new int[] {left, lengths[1]} : new int[] {lengths[0], left};
  }

  private List<Window> windows(int length, int most) {
    if (length <= most) {
      return List.of(new Window(0, length));
    }
    if (most <= stride) {
      throw new TokenizerException(
          "expected room for more tokens of a text than the stride of %d, found %d for a maximum of %d"
              .formatted(stride, most, maxTokens));
    }
    var windows = new ArrayList<Window>();
    int step = most - stride;
    for (int done = 0; ; done += step) {
      int end = Math.min(done + most, length);
      windows.add(
          keep == Keep.START ? new Window(done, end) : new Window(length - end, length - done));
      if (end == length) {
        return windows;
      }
    }
  }
}
