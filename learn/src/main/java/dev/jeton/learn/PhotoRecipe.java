package dev.jeton.learn;

/**
 * The numbers of a photo codec's training.
 *
 * @param encoder text of the network from pixels to vectors
 * @param decoder text of the network back
 * @param stride pixels along a side of a vector's cell
 * @param channels numbers per vector
 * @param crop side of the training crops
 * @param batch crops per step
 * @param warmUp the training before there are codes
 * @param mseWeight of the squared error beside 1 − MS-SSIM
 */
public record PhotoRecipe(
    String encoder,
    String decoder,
    int stride,
    int channels,
    int crop,
    int batch,
    WarmUp warmUp,
    double mseWeight) {

  /**
   * Training with noise in place of quantisation.
   *
   * @param least smallest standard deviation of the noise
   * @param most largest
   * @param rate weight of the bits that the latent would cost at that noise
   * @param learningRate peak of the schedule
   * @param squaredFirst fraction of the run in which the loss is the squared error alone
   */
  public record WarmUp(
      double least, double most, double rate, double learningRate, double squaredFirst) {}

  /** The codec {@code photo}. */
  public static PhotoRecipe photo() {
    return new PhotoRecipe(
        "seq(affine(4,-2),unshuffle(4),conv(48,48,3),res(48,norm=none),down(48,96),"
            + "res(96,norm=none),down(96,192),res(192,norm=none),res(192,norm=none),conv(192,32,1))",
        "seq(conv(32,192,3),level(13,192),res(192,norm=none),res(192,norm=none),up(192,96),"
            + "res(96,norm=none),up(96,48),res(48,norm=none),conv(48,48,3),shuffle(4),affine(0.25,0.5))",
        16,
        32,
        128,
        16,
        new WarmUp(0.1, 1.2, 1.2, 8e-4, 0.08),
        10);
  }
}
