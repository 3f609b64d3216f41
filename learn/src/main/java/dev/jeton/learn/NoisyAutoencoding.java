package dev.jeton.learn;

import dev.jeton.torch.Generator;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Trains encoder and decoder before there are codes: the latent gets Gaussian noise, per photo as
 * large as some level's quantisation error will be, and pays for the bits that its size against the
 * noise would cost, ½ s² log₂(1 + z² / s²) summed over channels; the factor s² lets small noise pay
 * less.
 */
class NoisyAutoencoding implements Objective {
  private static final int EVALUATED = 10;

  private final PhotoRecipe recipe;
  private final PhotoModel model;
  private final ImageFolder photos;
  private final ImageFolder heldOut;
  private final Parameters parameters;

  NoisyAutoencoding(
      PhotoRecipe recipe, Parameters parameters, ImageFolder photos, ImageFolder heldOut) {
    this.recipe = recipe;
    this.parameters = parameters;
    this.model = PhotoModel.of(recipe, parameters);
    this.photos = photos;
    this.heldOut = heldOut;
  }

  @Override
  public Loss loss(Step step) {
    var warmUp = recipe.warmUp();
    var random = new Generator(step.random());
    var device = parameters.device();
    int n = recipe.batch();
    var x = photos.crops(step.seed(), step.index(), n, recipe.crop()).to(device);
    var z = model.encode(x); // [n, channels, h, w]
    double range = Math.log(warmUp.most() / warmUp.least());
    var s = random.uniform(n, 1, 1, 1).mul(range).exp().mul(warmUp.least()).to(device);
    var noise = random.normal(z.shape()).to(device);
    var y = model.decode(z.add(noise.mul(s)), null);
    var mse = Losses.squared(x, y).mean();
    var rate = Losses.gaussianBits(z, s.square()).mean();
    var parts = new LinkedHashMap<String, Double>();
    parts.put("mse", mse.item());
    parts.put("bits", rate.item());
    parts.put("rms", Math.sqrt(z.detach().square().mean().item()));
    double area = recipe.stride() * recipe.stride();
    var total = rate.mul(warmUp.rate() / area);
    if (step.index() * n < warmUp.squaredFirst()) {
      parts.put("ms_ssim", 0.0);
      return new Loss(total.add(mse.mul(3 * recipe.mseWeight())), parts);
    }
    var similarity = Losses.msSsim(x, y, Losses.scales(recipe.crop())).mean();
    parts.put("ms_ssim", similarity.item());
    return new Loss(total.add(mse.mul(recipe.mseWeight())).add(similarity.neg().add(1)), parts);
  }

  @Override
  public SequencedMap<String, Double> evaluate(Parameters averaged) {
    var trained = PhotoModel.of(recipe, averaged);
    var found = new LinkedHashMap<String, Double>();
    for (double s : new double[] {0, 0.3, 0.6, 1.2}) {
      var quality = new PhotoQuality();
      for (int i = 0; i < Math.min(EVALUATED, heldOut.size()); i++) {
        try (var scope = new Scope();
            var noGrad = new NoGrad()) {
          var photo = heldOut.photo(i).to(averaged.device());
          var z = trained.encode(trained.pad(photo));
          var noise = new Generator(i).normal(z.shape()).to(averaged.device());
          quality.add(photo, trained.decode(z.add(noise.mul(s)), null));
        }
      }
      found.put("psnr@" + s, quality.psnr());
      found.put("ms@" + s, quality.msSsim());
    }
    return found;
  }
}
