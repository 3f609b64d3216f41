package dev.jeton.learn;

import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Trains with codes: each photo of a batch is decoded from as many levels as chance says, from one
 * to all (quantizer dropout), so that every prefix decodes well. Either encoder, codes and decoder
 * learn together, or the decoder alone.
 *
 * <p>Together, the gradient passes straight through to the part of the latent that the levels in
 * use can carry: its means over their cells, shrunk by the share of its energy that they explain.
 * The latent pays for its bits as in the warm-up, and for its distance to its codes against the
 * level's usual one, so that neither its scale nor the residuals run away.
 */
final class CodedAutoencoding implements Objective {
  private static final double LEAST_SHARE = 0.05;

  private final PhotoRecipe recipe;
  private final PhotoModel model;
  private final LearntPyramid codes;
  private final ImageFolder photos;
  private final ImageFolder heldOut;
  private final Parameters parameters;
  private final boolean joint;
  private LearntPyramid.@Nullable Pass pass;
  private @Nullable Tensor latent;

  /**
   * @param joint whether the encoder learns too
   */
  CodedAutoencoding(
      PhotoRecipe recipe,
      Parameters parameters,
      LearntPyramid codes,
      ImageFolder photos,
      ImageFolder heldOut,
      boolean joint) {
    this.recipe = recipe;
    this.parameters = parameters;
    this.codes = codes;
    this.photos = photos;
    this.heldOut = heldOut;
    this.joint = joint;
    this.model = PhotoModel.of(recipe, parameters);
    parameters.learn("encoder.", joint);
  }

  @Override
  public Loss loss(Step step) {
    var device = parameters.device();
    int n = recipe.batch();
    var x = photos.crops(step.seed(), step.index(), n, recipe.crop()).to(device);
    var z = model.encode(x); // [n, dim, h, w]
    pass = codes.encode(z);
    latent = z;
    int[] levels = levels(step, n);
    var quantized = decoded(pass, levels);
    var parts = new LinkedHashMap<String, Double>();
    Tensor extra = Tensor.full(0).to(device);
    Tensor input = quantized;
    if (joint) {
      var carried = carried(z, levels);
      input = carried.add(quantized.sub(carried).detach());
      extra = extra(z, quantized, errors(levels).to(device), parts);
    }
    var y = model.decode(input, Tensor.of(levels, n).to(device));
    var mse = Losses.squared(x, y).mean();
    var similarity = Losses.msSsim(x, y, Losses.scales(recipe.crop())).mean();
    parts.put("mse", mse.item());
    parts.put("ms_ssim", similarity.item());
    parts.put("energy", z.detach().square().mean().item() * codes.shape().dim());
    parts.put("error", codes.level(codes.shape().levels() - 1).error());
    var distortion = mse.mul(recipe.mseWeight()).add(similarity.neg().add(1));
    return new Loss(distortion.add(extra), parts);
  }

  /** How many levels each photo is decoded from. */
  private int[] levels(Step step, int n) {
    return new SplittableRandom(step.random()).ints(n, 1, codes.shape().levels() + 1).toArray();
  }

  private static Tensor decoded(LearntPyramid.Pass pass, int[] levels) {
    var images = new ArrayList<Tensor>();
    for (int i = 0; i < levels.length; i++) {
      images.add(pass.sum(levels[i] - 1).narrow(0, i, 1));
    }
    return IndexOps.cat(images, 0);
  }

  /** What the levels in use can carry of the latent. */
  private Tensor carried(Tensor z, int[] levels) {
    var images = new ArrayList<Tensor>();
    for (int i = 0; i < levels.length; i++) {
      int level = levels[i] - 1;
      int scale = codes.shape().scales().get(level);
      var image = z.narrow(0, i, 1);
      var means = codes.spread(LearntPyramid.average(image, scale), scale, z.size(2), z.size(3));
      double share = Math.max(LEAST_SHARE, 1 - codes.level(level).firstError() / codes.energy());
      images.add(means.mul(share));
    }
    return IndexOps.cat(images, 0);
  }

  /** The usual squared error per place after each photo's last level: {@code [n, 1, 1, 1]}. */
  private Tensor errors(int[] levels) {
    var errors = new float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      errors[i] = (float) codes.level(levels[i] - 1).firstError();
    }
    return Tensor.of(errors, levels.length, 1, 1, 1);
  }

  private Tensor extra(
      Tensor z, Tensor quantized, Tensor errors, SequencedMap<String, Double> parts) {
    int dim = codes.shape().dim();
    double area = recipe.stride() * recipe.stride();
    var bits = Losses.gaussianBits(z, errors.div(dim)).mean();
    var commitment = z.sub(quantized).square().div(errors).mean().mul(dim);
    parts.put("bits", bits.item());
    parts.put("commitment", commitment.item());
    return bits.mul(recipe.coding().rate() / area)
        .add(commitment.mul(recipe.coding().commitment()));
  }

  /** Codes follow while the encoder moves, and for the first half of the decoder's own training. */
  @Override
  public void changed(Step step) {
    if (pass != null && latent != null && (joint || step.progress() < 0.5)) {
      codes.follow(pass, latent);
    }
    pass = null;
    latent = null;
  }

  /** PSNR, MS-SSIM and bytes (by the codes' frequencies, without context) at some levels. */
  @Override
  public SequencedMap<String, Double> evaluate(Parameters averaged) {
    var trained = PhotoModel.of(recipe, averaged);
    int all = codes.shape().levels();
    var found = new LinkedHashMap<String, Double>();
    var quality = new ArrayList<PhotoQuality>();
    var bytes = new double[all];
    for (int l = 0; l < all; l++) {
      quality.add(new PhotoQuality());
    }
    for (int i = 0; i < heldOut.size(); i++) {
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var photo = heldOut.photo(i).to(averaged.device());
        var coded = codes.encode(trained.encode(trained.pad(photo)));
        double bits = 0;
        for (int l = 0; l < all; l++) {
          bits += codes.bits(coded, l);
          bytes[l] += bits / 8 / heldOut.size();
          var level = Tensor.of(new int[] {l + 1}, 1).to(averaged.device());
          quality.get(l).add(photo, trained.decode(coded.sum(l), level));
        }
      }
    }
    for (int l = 0; l < all; l++) {
      found.put("bytes@" + (l + 1), bytes[l]);
      found.put("psnr@" + (l + 1), quality.get(l).psnr());
      found.put("ms@" + (l + 1), quality.get(l).msSsim());
      found.put("used@" + (l + 1), codes.level(l).perplexity());
    }
    return found;
  }

  @Override
  public SequencedMap<String, float[]> state() {
    return codes.state();
  }

  @Override
  public void restore(Map<String, float[]> state) {
    codes.restore(state);
  }
}
