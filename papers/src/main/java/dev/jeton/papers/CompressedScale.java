package dev.jeton.papers;

/**
 * How much row 40 reads and trains.
 *
 * @param documents reviews read; four of ten for dictionaries and models of bytes, five for
 *     transformers, one to judge
 * @param flop of a small transformer's training; a large one has twice as many
 * @param batch strings of a step
 * @param places tokens of a string, a multiple of 6
 * @param judged bytes that are judged, by whole documents
 * @param updates of a network of bytes
 */
record CompressedScale(
    int documents, double flop, int batch, int places, int judged, long updates) {
  static final CompressedScale FULL = new CompressedScale(2000, 0.2e12, 4, 120, 100_000, 4000);

  /** For a look at whether everything runs. */
  static final CompressedScale SMALL = new CompressedScale(20, 2e9, 4, 12, 2000, 20);
}
