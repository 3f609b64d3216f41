package dev.jeton.learn;

import dev.jeton.nets.transformer.TokenShape;
import dev.jeton.torch.Device;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A transformer over a fixed number of tokens in a line or a square, with a class in front: the
 * training twin of {@link dev.jeton.nets.transformer.TokenTransformer}, whose parameters have the
 * same names. A causal one predicts each token from those before it. A masked one predicts hidden
 * tokens from the others: Chang et al., MaskGIT, arXiv:2202.04200; Yu et al., arXiv:2406.07550,
 * section 3.3.
 */
public final class TokenSequenceModel {

  /**
   * How the loss is formed.
   *
   * @param smoothing part of a hidden token's target that is spread over all ids
   * @param shownWeight of tokens that are not hidden; hidden ones have 1
   * @param classDropout part of the sequences that are not told their class
   * @param hiding which tokens a masked model does not see
   */
  public record LossTerms(
      double smoothing, double shownWeight, double classDropout, Hiding hiding) {
    /**
     * Those of the published {@code maskgit} configurations; causal models use the class dropout
     * only.
     */
    public static final LossTerms TRAINING = new LossTerms(0.1, 0.1, 0.1, Hiding.ANY);

    /** The plain cross-entropy of hidden tokens, all told their class. */
    public static final LossTerms PLAIN = new LossTerms(0, 0, 0, Hiding.ANY);

    /** The same of a model from which other tokens are hidden. */
    public LossTerms with(Hiding others) {
      return new LossTerms(smoothing, shownWeight, classDropout, others);
    }
  }

  private final TokenShape shape;
  private final Device device;
  private final Transformer trunk;
  private final Tensor classes;
  private final Tensor tokens;
  private final Tensor positions;
  private final Tensor output;

  /** Parameters that {@code parameters} does not hold yet are created. */
  public TokenSequenceModel(TokenShape shape, Parameters parameters) {
    this(shape, parameters, null);
  }

  /**
   * Parameters that {@code parameters} does not hold yet are created.
   *
   * @param start where the tables of ids begin; null for normally distributed ones
   */
  public TokenSequenceModel(TokenShape shape, Parameters parameters, @Nullable CodeStart start) {
    if (!shape.unconditional()) {
      throw new IllegalArgumentException("a model is trained with and without classes");
    }
    this.shape = shape;
    device = parameters.device();
    int dim = shape.dim();
    var own = new LayerParameters(parameters, "");
    classes = own.normal("class_embd.weight", 1, shape.conditions(), dim);
    tokens = table(own, "token_embd.weight", shape.embeddings(), 1, start);
    positions = own.normal("position_embd.weight", 0.1, shape.places(), dim);
    trunk =
        new Transformer(
            new Transformer.Shape(
                shape.layers(), dim, shape.heads(), shape.hidden(), shape.causal()),
            parameters,
            "");
    output = table(own, "output.weight", shape.vocabulary(), 0.1 / Math.sqrt(dim), start);
  }

  private Tensor table(
      LayerParameters own, String name, int rows, double deviation, @Nullable CodeStart start) {
    int dim = shape.dim();
    return start == null || own.all().has(name)
        ? own.normal(name, deviation, rows, dim)
        : own.values(name, start.rows(rows, dim, deviation, name.hashCode()), rows, dim);
  }

  public TokenShape shape() {
    return shape;
  }

  /**
   * Logits of every place.
   *
   * @param ids {@code [n, places]}, int64; {@link TokenShape#vocabulary} where hidden
   * @param conditions {@code [n]}, int64; {@link TokenShape#noClass} for none
   * @return {@code [n, places, vocabulary]}
   */
  public Tensor logits(Tensor ids, Tensor conditions) {
    long n = ids.size(0);
    int places = shape.places();
    int seen = shape.causal() ? places - 1 : places;
    var first = IndexOps.embedding(classes, conditions).reshape(n, 1, shape.dim());
    var x = first; // [n, 1 + seen, dim]
    if (seen > 0) {
      var embedded =
          IndexOps.embedding(tokens, ids.narrow(1, 0, seen)).add(positions.narrow(0, 0, seen));
      x = IndexOps.cat(List.of(first, embedded), 1);
    }
    var states = trunk.forward(x, rotary().narrow(0, 1L + seen));
    var predicting = shape.causal() ? states : states.narrow(1, 1, places);
    return NetOps.linear(predicting, output, null);
  }

  private Rotary rotary() {
    int headDim = shape.headDim();
    var rotary =
        shape.side() > 0
            ? Rotary.grid(shape.side(), headDim)
            : Rotary.line(1 + shape.places(), headDim);
    return new Rotary(rotary.cos().to(device), rotary.sin().to(device));
  }

  /**
   * Mean of −ln p over the tokens to predict: of a causal model all, of a masked one those that are
   * hidden, and with less weight the others. {@code bits_per_token} is that of the tokens to
   * predict without smoothing, in bits.
   *
   * @param ids {@code [n][places]}
   * @param labels {@code [n]}, classes
   * @param random for what is hidden and which classes are not told
   */
  public Objective.Loss loss(int[] ids, int[] labels, LossTerms terms, long random) {
    var draws = new SplittableRandom(random);
    var conditions = labels.clone();
    for (int i = 0; i < conditions.length; i++) {
      if (draws.nextDouble() < terms.classDropout) {
        conditions[i] = shape.noClass();
      }
    }
    return shape.causal() ? causalLoss(ids, conditions) : maskedLoss(ids, conditions, terms, draws);
  }

  private Objective.Loss causalLoss(int[] ids, int[] conditions) {
    var targets = tensor(ids, conditions.length);
    var logits = logits(targets, tensor(conditions)).reshape(-1, shape.vocabulary());
    var entropy = NetOps.crossEntropy(logits, targets.reshape(-1));
    return loss(entropy, entropy.item());
  }

  private Objective.Loss maskedLoss(
      int[] ids, int[] conditions, LossTerms terms, SplittableRandom random) {
    int n = conditions.length;
    var masked = MaskedIds.draw(ids, shape.places(), shape.vocabulary(), terms.hiding, random);
    var logs =
        logits(tensor(masked.ids(), n), tensor(conditions))
            .reshape(-1, shape.vocabulary())
            .logSoftmax(1);
    var right = IndexOps.gather(logs, 1, tensor(ids, ids.length, 1)); // [n · places, 1]
    var smooth = right.mul(1 - terms.smoothing).add(logs.mean(1L).mul(terms.smoothing));
    var entropy = mean(right.detach(), masked.weights(0)).neg();
    return loss(mean(smooth, masked.weights(terms.shownWeight)).neg(), entropy.item());
  }

  private Tensor mean(Tensor values, float[] weights) {
    double sum = 0;
    for (float weight : weights) {
      sum += weight;
    }
    var factors = Tensor.of(weights, weights.length, 1).to(device);
    return values.mul(factors).sum().div(sum);
  }

  private Tensor tensor(int[] ids, long n) {
    return tensor(ids, n, shape.places());
  }

  private Tensor tensor(int[] values) {
    return Tensor.of(values, values.length).to(device);
  }

  private Tensor tensor(int[] values, long rows, long columns) {
    return Tensor.of(values, rows, columns).to(device);
  }

  private static Objective.Loss loss(Tensor total, double entropy) {
    var parts = new LinkedHashMap<String, Double>();
    parts.put("bits_per_token", entropy / Math.log(2));
    return new Objective.Loss(total, parts);
  }
}
