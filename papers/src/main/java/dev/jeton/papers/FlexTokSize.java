package dev.jeton.papers;

import dev.jeton.learn.Transformer;

/**
 * How large row 13's models are and how long they learn.
 *
 * @param width numbers per place, of encoder and decoder
 * @param encoderLayers blocks of the encoder
 * @param decoderLayers blocks of the flow decoder
 * @param steps of training
 * @param batch pictures per step
 * @param rate peak learning rate
 * @param euler steps of the sampler
 * @param judged test pictures that are decoded, and pictures that are generated
 * @param tokenSteps of the autoregressive model's training, 64 pictures each
 */
record FlexTokSize(
    int width,
    int encoderLayers,
    int decoderLayers,
    long steps,
    int batch,
    double rate,
    int euler,
    int judged,
    long tokenSteps) {
  static final int TOKEN_BATCH = 64;

  static final FlexTokSize FULL = new FlexTokSize(96, 2, 3, 1000, 32, 2e-3, 5, 2500, 800);

  /** Of the autoregressive model. */
  Transformer.Shape tokenTrunk() {
    return new Transformer.Shape(4, width, 4, width * 8 / 3 / 8 * 8, true);
  }
}
