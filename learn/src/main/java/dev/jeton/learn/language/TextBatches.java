package dev.jeton.learn.language;

import dev.jeton.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Rows of equal length to learn from, filled with parts of texts that begin anywhere; the kinds of
 * texts take turns as the dice fall, each with the same chance.
 */
public final class TextBatches {
  private static final int LEAST = 24;
  private static final int SPARE = 12;

  private final List<TokenizedTexts> kinds;
  private final SpecialIds specials;
  private final FillInTheMiddle middle;
  private final double middleShare;
  private final int length;

  /**
   * @param middleShare part of the texts whose middle comes last
   * @param length ids per row
   */
  public TextBatches(
      List<TokenizedTexts> kinds, Tokenizer tokenizer, double middleShare, int length) {
    this.kinds = List.copyOf(kinds);
    specials = SpecialIds.of(tokenizer);
    middle = new FillInTheMiddle(tokenizer, specials);
    this.middleShare = middleShare;
    this.length = length;
  }

  /** Ids per row. */
  public int length() {
    return length;
  }

  /** {@code [rows][length]} ids; the same random numbers give the same. */
  public int[] draw(int rows, RandomGenerator random) {
    var ids = new int[rows * length];
    for (int r = 0; r < rows; r++) {
      var row = row(random);
      System.arraycopy(row, 0, ids, r * length, length);
    }
    return ids;
  }

  private int[] row(RandomGenerator random) {
    var row = new int[length];
    int filled = 0;
    while (filled < length) {
      var texts = kinds.get(random.nextInt(kinds.size()));
      int at = random.nextInt(texts.ids().length);
      var part = part(texts, at, length - filled, filled == 0, random);
      int taken = Math.min(part.length, length - filled);
      System.arraycopy(part, 0, row, filled, taken);
      filled += taken;
    }
    return row;
  }

  private int[] part(
      TokenizedTexts texts, int at, int room, boolean first, RandomGenerator random) {
    int end = texts.end(at);
    if (room > LEAST + SPARE && random.nextDouble() < middleShare) {
      var piece = Arrays.copyOfRange(texts.ids(), at, Math.min(end, at + room - SPARE));
      var reordered = piece.length < 2 ? piece : middle.reordered(piece, random);
      if (reordered.length > 2) {
        return reordered;
      }
    }
    boolean announced = texts.begins(at) || first && random.nextBoolean();
    int before = announced ? 1 : 0;
    int to = Math.min(end, at + room - before);
    var piece = new int[before + to - at + (to == end ? 1 : 0)];
    System.arraycopy(texts.ids(), at, piece, before, to - at);
    if (announced) {
      piece[0] = specials.end();
    }
    if (to == end) {
      piece[piece.length - 1] = specials.end();
    }
    return piece;
  }
}
