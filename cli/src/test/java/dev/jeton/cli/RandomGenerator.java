package dev.jeton.cli;

import dev.jeton.core.Extent;
import dev.jeton.media.image.ImageGenerator;
import dev.jeton.nets.transformer.TokenShape;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/** A model of pictures that has learnt nothing: cats and dogs of 32 x 32 pixels, four tokens. */
final class RandomGenerator {
  private RandomGenerator() {}

  static Path write(Path file, boolean causal) throws IOException {
    return write(file, causal, true, new LinkedHashMap<>());
  }

  /**
   * Writes the file.
   *
   * @param changed metadata that replaces the right one
   */
  static Path write(
      Path file, boolean causal, boolean unconditional, SequencedMap<String, String> changed)
      throws IOException {
    return write(file, causal, unconditional, List.of("cat", "dog"), changed);
  }

  /**
   * Writes the file.
   *
   * @param changed metadata that replaces the right one
   */
  static Path write(
      Path file,
      boolean causal,
      boolean unconditional,
      List<String> classes,
      SequencedMap<String, String> changed)
      throws IOException {
    var shape = new TokenShape(causal, 4096, 4, 2, classes.size(), unconditional, 1, 32, 1, 32);
    return write(file, shape, classes, changed);
  }

  /** Writes the file of a model of one block with 32 numbers a place. */
  static Path write(Path file, TokenShape shape) throws IOException {
    return write(file, shape, List.of("cat", "dog"), new LinkedHashMap<>());
  }

  private static Path write(
      Path file, TokenShape shape, List<String> classes, SequencedMap<String, String> changed)
      throws IOException {
    var metadata =
        ImageGenerator.metadata(shape, new BlockColours(), Extent.of(32, 32), classes, false);
    metadata.putAll(changed);
    var tensors = new LinkedHashMap<String, WeightTensor>();
    put(tensors, "class_embd.weight", shape.conditions(), 32);
    put(tensors, "token_embd.weight", shape.embeddings(), 32);
    put(tensors, "position_embd.weight", 4, 32);
    put(tensors, "output.weight", 4096, 32);
    put(tensors, "output_norm.weight", 32);
    for (var norm : List.of("attn_norm", "ffn_norm")) {
      put(tensors, "blk.0." + norm + ".weight", 32);
    }
    for (var square :
        List.of("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")) {
      put(tensors, "blk.0." + square + ".weight", 32, 32);
    }
    new Safetensors(tensors, metadata).write(file);
    return file;
  }

  private static void put(SequencedMap<String, WeightTensor> tensors, String name, long... shape) {
    var random = new SplittableRandom(name.hashCode());
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * 0.5f;
    }
    tensors.put(name, WeightTensor.of(WeightTensor.Type.F16, values, shape));
  }
}
