package dev.jeton.papers;

import dev.jeton.learn.NestedDropout;
import java.util.List;

/**
 * What row 13 trains in one arm.
 *
 * @param name of the arm
 * @param dropout how many of its registers the decoder may see; its count is the arm's own
 * @param measured prefixes that are decoded
 */
record FlexTokArm(String name, NestedDropout dropout, List<Integer> measured) {
  /** Registers of the arms that are no fixed-length models. */
  static final int TOKENS = 16;

  /** Prefixes that are decoded. */
  static final List<Integer> PREFIXES = List.of(1, 2, 4, 8, 16);

  static final FlexTokArm NESTED =
      new FlexTokArm(
          "nested", new NestedDropout(TOKENS, NestedDropout.Law.POWERS_OF_TWO, 0), PREFIXES);
  static final FlexTokArm PLAIN =
      new FlexTokArm("no nested dropout", NestedDropout.none(TOKENS), PREFIXES);

  /** A model of exactly this many tokens. */
  static FlexTokArm fixed(int tokens) {
    return new FlexTokArm("fixed length " + tokens, NestedDropout.none(tokens), List.of(tokens));
  }

  static final List<FlexTokArm> ALL = List.of(NESTED, PLAIN, fixed(1), fixed(4), fixed(16));

  int tokens() {
    return dropout.tokens();
  }
}
