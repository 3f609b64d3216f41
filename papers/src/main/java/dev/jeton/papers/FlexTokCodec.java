package dev.jeton.papers;

import dev.jeton.core.Quantizer;
import dev.jeton.learn.Network;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.flow.FlowDecoder;
import dev.jeton.learn.flow.FlowSampler;
import dev.jeton.learn.flow.RegisterCondition;
import dev.jeton.learn.quantize.LearntFiniteScalar;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.stream.IntStream;

/**
 * Row 13's way from a picture to a line of ids and back: a transformer whose registers see all
 * patches and earlier registers, rounding to 1,000 codes, the flow decoder. Registers start as a
 * cosine transform of the patches, so that they say something from the first step on.
 *
 * @param tokens per picture
 */
record FlexTokCodec(
    int tokens, Network encoder, LearntFiniteScalar quantizer, FlowDecoder decoder) {
  private static final int[] LEVELS = {8, 5, 5, 5};
  private static final int SIDE = 32;
  private static final int PATCH = 4;
  private static final int HEADS = 4;
  private static final int BATCH = 250;

  static FlexTokCodec of(FlexTokSize size, int tokens, Parameters parameters) {
    try (var scope = new Scope()) {
      return new FlexTokCodec(
          tokens,
          Network.of(encoder(size, tokens), parameters, "encoder."),
          new LearntFiniteScalar(LEVELS),
          new FlowDecoder(
              new FlowDecoder.Shape(
                  size.decoderLayers(),
                  size.width(),
                  HEADS,
                  4 * size.width(),
                  tokens,
                  LEVELS.length,
                  3,
                  SIDE,
                  PATCH),
              parameters,
              "decoder."));
    }
  }

  private static String encoder(FlexTokSize size, int tokens) {
    int w = size.width();
    int grid = SIDE / PATCH;
    var block = ",attention(%d,%d,registers=%d),mlp(%d,%d)".formatted(w, HEADS, tokens, w, 4 * w);
    return "seq(affine(4,-2),unshuffle(%d),conv(%d,%d,1),position(%d,%d,%d),register(%d,%d,pooled=%d)%s,last(%d),norm(%d),conv(%d,%d,1))"
        .formatted(
            PATCH,
            3 * PATCH * PATCH,
            w,
            w,
            grid,
            grid,
            tokens,
            w,
            grid,
            block.repeat(size.encoderLayers()),
            tokens,
            w,
            w,
            LEVELS.length);
  }

  /**
   * The registers before they are bounded.
   *
   * @param pictures {@code [n, 3, 32, 32]} in 0..1
   * @return {@code [n · tokens, 4]}
   */
  Tensor unbounded(Tensor pictures) {
    return encoder
        .forward(pictures) // [n, 4, 1, tokens]
        .reshape(pictures.size(0), LEVELS.length, tokens)
        .transpose(1, 2)
        .reshape(-1, LEVELS.length);
  }

  /** Within the levels, for the quantizer. */
  static Tensor bound(Tensor unbounded) {
    return LearntFiniteScalar.bound(unbounded, LEVELS);
  }

  /** The ids of all pictures, {@code [pictures][tokens]} flat. */
  int[] ids(Pictures pictures) {
    var frozen = quantizer.freeze();
    var ids = new int[pictures.size() * tokens];
    for (int start = 0; start < pictures.size(); start += BATCH) {
      int n = Math.min(BATCH, pictures.size() - start);
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var rows = bound(unbounded(pictures.batch(IntStream.range(start, start + n).toArray())));
        var own = new int[n * tokens];
        frozen.encode(rows.toFloats(), own.length, own);
        System.arraycopy(own, 0, ids, start * tokens, own.length);
      }
    }
    return ids;
  }

  /**
   * Pictures from the first {@code kept} ids of each; the others are not read.
   *
   * @param ids {@code [n][tokens]} flat
   * @return {@code [n, 3, 32, 32]}, about 0..1
   */
  Tensor draw(int[] ids, int kept, FlowSampler sampler, long seed) {
    Quantizer frozen = quantizer.freeze();
    int n = ids.length / tokens;
    var vectors = new float[ids.length * LEVELS.length];
    frozen.decode(ids, ids.length, vectors);
    var registers = Tensor.of(vectors, n, tokens, LEVELS.length);
    return fromUnits(sampler.sample(decoder, RegisterCondition.prefix(registers, kept), seed));
  }

  /**
   * From 0..1 to a standard deviation of about 0.25, where the flow runs: so narrow that noise
   * hides the picture at most times, and the decoder has to read its registers.
   */
  static Tensor toUnits(Tensor pictures) {
    return pictures.sub(0.5);
  }

  private static Tensor fromUnits(Tensor x) {
    return x.add(0.5);
  }
}
