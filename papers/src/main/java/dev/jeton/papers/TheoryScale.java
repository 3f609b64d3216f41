package dev.jeton.papers;

/**
 * How much row 48 reads and trains.
 *
 * @param training characters that dictionaries and models without context learn from
 * @param fresh characters that they are judged on
 * @param steps of a transformer over characters; others have as many as cost the same
 * @param batch strings per step
 * @param places characters or tokens of a string
 * @param judged strings that a transformer is judged on
 */
record TheoryScale(int training, int fresh, long steps, int batch, int places, int judged) {
  static final TheoryScale FULL = new TheoryScale(1_000_000, 500_000, 800, 16, 256, 800);

  /** For a look at whether everything runs. */
  static final TheoryScale SMALL = new TheoryScale(40_000, 20_000, 6, 4, 32, 40);
}
