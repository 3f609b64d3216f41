package dev.jeton.text;

import java.util.Arrays;

/**
 * What a model is given for a text or two; a value for each token in every array. Tokens of the
 * template and padding belong to no text: their sequence is {@link #NO_SEQUENCE}, their offsets are
 * 0.
 *
 * @param typeIds which segment a token is of, as BERT's {@code token_type_ids}
 * @param attentionMask 0 for padding, otherwise 1
 * @param specialTokensMask 1 for tokens of the template and padding, otherwise 0
 * @param sequences the text that a token is of: 0 or 1
 * @param byteStarts first byte in the UTF-8 of the token's text, before normalization
 * @param byteEnds one after its last byte
 * @param charStarts first {@code char} in the token's text
 * @param charEnds one after its last {@code char}
 */
public record ModelInput(
    int[] ids,
    int[] typeIds,
    int[] attentionMask,
    int[] specialTokensMask,
    int[] sequences,
    int[] byteStarts,
    int[] byteEnds,
    int[] charStarts,
    int[] charEnds) {
  public static final int NO_SEQUENCE = -1;

  /** How many tokens there are. */
  public int length() {
    return ids.length;
  }

  /** Puts an input together from its beginning on. */
  static final class Builder {
    private static final int COLUMNS = 9;

    private final int[][] columns = new int[COLUMNS][];
    private int size;

    Builder(int length) {
      Arrays.setAll(columns, i -> new int[length]);
    }

    /** A token of the template. */
    void special(int id, int typeId) {
      add(id, typeId, 1, 1, NO_SEQUENCE, 0, 0, 0, 0);
    }

    void padding(int tokens, Padding padding) {
      for (int i = 0; i < tokens; i++) {
        add(padding.id(), padding.typeId(), 0, 1, NO_SEQUENCE, 0, 0, 0, 0);
      }
    }

    /**
     * A token of a text.
     *
     * @param span first byte, one after the last, first char, one after the last
     */
    void token(int id, int typeId, int sequence, int[] span) {
      add(id, typeId, 1, 0, sequence, span[0], span[1], span[2], span[3]);
    }

    private void add(int... values) {
      for (int i = 0; i < COLUMNS; i++) {
        columns[i][size] = values[i];
      }
      size++;
    }

    ModelInput input() {
      return new ModelInput(
          columns[0],
          columns[1],
          columns[2],
          columns[3],
          columns[4],
          columns[5],
          columns[6],
          columns[7],
          columns[8]);
    }
  }
}
