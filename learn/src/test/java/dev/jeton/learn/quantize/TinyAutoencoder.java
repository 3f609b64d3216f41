package dev.jeton.learn.quantize;

import dev.jeton.torch.AdamW;
import dev.jeton.torch.Generator;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;

/** A linear encoder, a quantizer, a linear decoder. */
record TinyAutoencoder(Parameters parameters, TrainableQuantizer quantizer) {
  static final int NUMBERS = 5;
  static final int ROWS = 64;

  static TinyAutoencoder around(Parameters parameters, TrainableQuantizer quantizer) {
    if (!parameters.has("encoder")) {
      Tensor encoder = parameters.normal("encoder", 0.5, quantizer.dim(), NUMBERS);
      Tensor decoder = parameters.normal("decoder", 0.5, NUMBERS, quantizer.dim());
    }
    return new TinyAutoencoder(parameters, quantizer);
  }

  /** {@code [rows, NUMBERS]}, the same for the same number. */
  static Tensor batch(long number, int rows) {
    return new Generator(number).normal(rows, NUMBERS);
  }

  Tensor encode(Tensor x) {
    return NetOps.linear(x, parameters.get("encoder"), null);
  }

  Tensor error(Tensor decoded, Tensor x) {
    return NetOps.linear(decoded, parameters.get("decoder"), null).sub(x).square().mean();
  }

  /** One step of training; the loss. */
  double train(AdamW optimizer, long number) {
    try (var scope = new Scope()) {
      var x = batch(number, ROWS);
      var result = quantizer.forward(encode(x));
      var loss = error(result.decoded(), x).add(result.loss());
      loss.backward();
      optimizer.step(1e-2);
      quantizer.changed();
      return loss.item();
    }
  }
}
