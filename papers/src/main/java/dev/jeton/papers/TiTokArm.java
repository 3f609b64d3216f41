package dev.jeton.papers;

import dev.jeton.learn.elastic.ElasticShape;
import dev.jeton.learn.elastic.ElasticShape.Start;
import java.util.List;

/**
 * A codec of row 59.
 *
 * @param name of the arm
 * @param shape of its networks
 * @param proxy whether it learns through a teacher's codes
 * @param generated whether a generator learns its tokens
 */
record TiTokArm(String name, ElasticShape shape, boolean proxy, boolean generated) {
  static final TiTokArm LINE_8 = line(8, false);
  static final TiTokArm LINE_16 = line(16, true);
  static final TiTokArm LINE_32 = line(32, false);
  static final TiTokArm LINE_64 = line(64, false);
  static final TiTokArm GRID = new TiTokArm("grid of 64", LatentCell.grid(), false, true);
  static final TiTokArm LINE_16_PROXY =
      new TiTokArm("line of 16, proxy codes", LINE_16.shape(), true, false);
  static final TiTokArm LEARNT = new TiTokArm("line of 16, learnt start", learnt(), false, false);
  static final TiTokArm LEARNT_PROXY =
      new TiTokArm("line of 16, learnt start, proxy codes", learnt(), true, false);

  static final List<TiTokArm> ALL =
      List.of(LINE_16, GRID, LINE_16_PROXY, LEARNT, LEARNT_PROXY, LINE_8, LINE_32, LINE_64);

  private static TiTokArm line(int tokens, boolean generated) {
    return new TiTokArm(
        "line of " + tokens, LatentCell.line(tokens, Start.COSINE), false, generated);
  }

  private static ElasticShape learnt() {
    return LatentCell.line(16, Start.LEARNT);
  }

  int tokens() {
    return shape.count();
  }

  /** Places along a side, 0 for a line. */
  int grid() {
    return shape.tokens() == ElasticShape.Tokens.GRID ? shape.grid() : 0;
  }
}
