package dev.jeton.media.image;

/** Samples of some colour space to sRGB. */
interface ColorConversion {

  /**
   * Converts pixels.
   *
   * @param samples {@code [count][channels of the source]}, 0..1
   * @return {@code [count][3]}, sRGB, 0..1
   */
  float[] apply(float[] samples, int count);

  /** CMYK without a profile: every ink takes its share of what black leaves. */
  static float[] inkToLight(float[] cmyk, int count) {
    var rgb = new float[count * 3];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (1 - cmyk[4 * i + c]) * (1 - cmyk[4 * i + 3]);
      }
    }
    return rgb;
  }
}
