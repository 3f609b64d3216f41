package dev.jeton.text.train;

import dev.jeton.text.bytes.DoubleArray;
import java.util.Arrays;

/**
 * Pieces with the logarithms of their probabilities while a Unigram vocabulary is learnt.
 *
 * @param pieces the first {@code characters} are the single characters, which always stay
 * @param scores logarithms; −∞ for pieces that are not used any more
 * @param trie numbers of the pieces
 */
record PieceModel(byte[][] pieces, double[] scores, int characters, DoubleArray trie) {
  static PieceModel of(byte[][] pieces, double[] scores, int characters) {
    return new PieceModel(pieces, scores, characters, DoubleArray.of(pieces));
  }

  /** The same pieces with other scores. */
  PieceModel with(double[] scores) {
    return new PieceModel(pieces, scores, characters, trie);
  }

  /** Only some pieces, by their numbers, which rise and begin with those of all characters. */
  PieceModel only(int[] numbers) {
    return of(
        Arrays.stream(numbers).mapToObj(i -> pieces[i]).toArray(byte[][]::new),
        Arrays.stream(numbers).mapToDouble(i -> scores[i]).toArray(),
        characters);
  }

  /** How many pieces are used. */
  int size() {
    return (int) Arrays.stream(scores).filter(s -> s > Double.NEGATIVE_INFINITY).count();
  }
}
