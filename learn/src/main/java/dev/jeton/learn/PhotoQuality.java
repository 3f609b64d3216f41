package dev.jeton.learn;

import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;

/** Sums of PSNR and MS-SSIM of decoded photos in 0..1, rounded to 8 bits; for evaluations. */
final class PhotoQuality {
  private double psnr;
  private double msSsim;
  private int count;

  /** Takes in one photo {@code [1, 3, h, w]} and its decoded, maybe padded, version. */
  void add(Tensor photo, Tensor decoded) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var y =
          decoded
              .narrow(2, 0, photo.size(2))
              .narrow(3, 0, photo.size(3))
              .clamp(0, 1)
              .mul(255)
              .round()
              .div(255);
      psnr += -10 * Math.log10(Losses.squared(photo, y).item());
      msSsim += Losses.msSsim(photo, y, 5).item();
      count++;
    }
  }

  /** Mean, in decibels. */
  double psnr() {
    return psnr / count;
  }

  /** Mean, five scales, over RGB. */
  double msSsim() {
    return msSsim / count;
  }
}
