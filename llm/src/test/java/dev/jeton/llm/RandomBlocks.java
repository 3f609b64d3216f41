package dev.jeton.llm;

import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;

/**
 * Models whose matrices are random blocks of types that are only read: any codes, and factors that
 * keep the weights around zero and near 0.02. Places are those of ggml-common.h.
 */
final class RandomBlocks {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private RandomBlocks() {}

  static void write(RandomModel shape, TensorType type, long seed, Path file) throws IOException {
    var floats = file.resolveSibling("floats.gguf");
    shape.write(TensorType.F32, seed, floats);
    var random = new SplittableRandom(seed);
    try (var arena = Arena.ofConfined()) {
      var model = Gguf.map(floats, arena);
      var tensors = new LinkedHashMap<String, GgufTensor>();
      for (var tensor : model.tensors().values()) {
        boolean matrix = tensor.shape().length == 2;
        tensors.put(tensor.name(), matrix ? blocks(tensor, type, random) : tensor);
      }
      new Gguf(model.metadata(), tensors).write(file);
    }
  }

  private static GgufTensor blocks(GgufTensor tensor, TensorType type, SplittableRandom random) {
    var bytes = new byte[Math.toIntExact(type.bytes(tensor.count()))];
    random.nextBytes(bytes);
    var data = MemorySegment.ofArray(bytes);
    int size = type.format().bytes();
    for (int at = 0; at < bytes.length; at += size) {
      float factor = (float) (1 + random.nextDouble());
      switch (type) {
        case BF16 -> { // 2^-6 and less, of any sign
          int exponent = 121 - random.nextInt(4);
          bytes[at + 1] = (byte) (exponent >> 1 | bytes[at + 1] & 0x80);
          bytes[at] = (byte) (exponent << 7 | bytes[at] & 0x7f);
        }
        case Q4_1 -> pair(data, at, 0.004f * factor, -0.03f * factor);
        case Q5_1 -> pair(data, at, 0.002f * factor, -0.031f * factor);
        case Q5_0 -> one(data, at, 0.0015f * factor);
        case IQ4_NL -> one(data, at, 0.0002f * factor);
        case Q2_K -> pair(data, at + 80, 0.0015f * factor, 0.00225f * factor);
        case Q3_K -> one(data, at + 108, 0.0003f * factor);
        case Q5_K -> pair(data, at, 0.00003f * factor, 0.000465f * factor);
        default -> throw new IllegalArgumentException("no blocks of " + type);
      }
    }
    return new GgufTensor(tensor.name(), type, tensor.shape(), data);
  }

  private static void one(MemorySegment data, long at, float factor) {
    data.set(SHORT, at, Float.floatToFloat16(factor));
  }

  private static void pair(MemorySegment data, long at, float first, float second) {
    one(data, at, first);
    one(data, at + 2, second);
  }
}
