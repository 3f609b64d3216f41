package dev.jeton.beds;

import dev.jeton.learn.LayerParameters;
import dev.jeton.learn.Objective;
import dev.jeton.learn.TrainingListener;
import dev.jeton.text.compress.ByteModel;
import dev.jeton.text.compress.NeuralModel;
import dev.jeton.torch.Device;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a {@link NeuralModel}: cross-entropy at random places of the texts. Half of the places are
 * seen as by a coder that has just begun again, with fewer bytes before them.
 *
 * @param texts at least one byte together
 * @param context bytes that are seen
 * @param width numbers of a byte's vector
 * @param hidden numbers in between
 * @param steps updates
 * @param seed of the weights and the places
 */
public record ByteNetworkTraining(
    List<byte[]> texts, int context, int width, int hidden, long steps, long seed) {
  private static final int BATCH = 256;
  private static final double RATE = 5e-3;

  public ByteNetworkTraining {
    texts = texts.stream().filter(text -> text.length > 0).toList();
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("expected texts of at least one byte, found none");
    }
  }

  /** Trains and gives the network in integers. */
  public NeuralModel run(TrainingListener listener) throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU);
        var scope = new Scope()) {
      var network = new Network(parameters);
      new ShortTraining("model of bytes", steps, BATCH, RATE, seed)
          .run(parameters, new Learning(network), listener);
      return network.integers();
    }
  }

  private final class Network {
    private final Tensor vectors;
    private final Tensor inner;
    private final Tensor innerBias;
    private final Tensor outer;
    private final Tensor outerBias;

    Network(Parameters parameters) {
      var own = new LayerParameters(parameters, "");
      int inputs = context * width;
      vectors = own.normal("vectors", 0.5, ByteModel.BYTES + 1L, width);
      inner = own.normal("inner", 2 / Math.sqrt(inputs), hidden, inputs);
      innerBias = own.constant("inner_bias", 0, hidden);
      outer = own.normal("outer", 0.1 / Math.sqrt(hidden), ByteModel.BYTES, hidden);
      outerBias = own.constant("outer_bias", 0, ByteModel.BYTES);
    }

    /** Mean −ln p of {@code next [batch]} behind {@code seen [batch, context]}. */
    Tensor loss(Tensor seen, Tensor next) {
      var x = IndexOps.embedding(vectors, seen).reshape(seen.size(0), -1);
      var h = NetOps.leakyRelu(NetOps.linear(x, inner, innerBias), 0);
      return NetOps.crossEntropy(NetOps.linear(h, outer, outerBias), next);
    }

    NeuralModel integers() {
      return NeuralModel.of(
          context,
          width,
          hidden,
          vectors.toFloats(),
          inner.toFloats(),
          innerBias.toFloats(),
          outer.toFloats(),
          outerBias.toFloats());
    }
  }

  private final class Learning implements Objective {
    private final Network network;
    private final long[] ends = new long[texts.size()];

    Learning(Network network) {
      this.network = network;
      long end = 0;
      for (int i = 0; i < ends.length; i++) {
        end += texts.get(i).length;
        ends[i] = end;
      }
    }

    @Override
    public Loss loss(Step step) {
      var random = new SplittableRandom(step.random());
      var seen = new int[BATCH * context];
      var next = new int[BATCH];
      for (int i = 0; i < BATCH; i++) {
        long place = random.nextLong(ends[ends.length - 1]);
        int text = textOf(place);
        int at = (int) (place - (text == 0 ? 0 : ends[text - 1]));
        int known = random.nextBoolean() ? context : random.nextInt(context);
        next[i] = texts.get(text)[at] & 0xff;
        for (int back = 1; back <= context; back++) {
          boolean missing = back > known || back > at;
          seen[(i + 1) * context - back] =
              missing ? ByteModel.BYTES : texts.get(text)[at - back] & 0xff;
        }
      }
      var loss = network.loss(Tensor.of(seen, BATCH, context), Tensor.of(next, BATCH));
      var parts = new LinkedHashMap<String, Double>();
      parts.put("bits_per_byte", loss.item() / Math.log(2));
      return new Loss(loss, parts);
    }

    private int textOf(long place) {
      int low = 0;
      int high = ends.length - 1;
      while (low < high) {
        int middle = low + high >>> 1;
        if (ends[middle] > place) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }
  }
}
