package dev.jeton.core;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * An {@link IdModel} as bytes, big-endian: version, number of levels, then for each level its size
 * less one (2 bytes), order (2 bytes an id), embeddings, mixing, bias, questions and their biases,
 * each of the shifted arrays behind a byte with its shift.
 */
final class IdModelFile {
  private static final int VERSION = 1;
  private static final int LARGEST_SHIFT = 20;

  private IdModelFile() {}

  static byte[] write(IdModel model) {
    int length = 2;
    for (var level : model.levels()) {
      length += 2 + 3 + 2 * level.size() + level.embedding().length + level.mixing().length;
      length += 2 * IdModel.WIDTH + level.question().length + 2 * level.questionBias().length;
    }
    var out = ByteBuffer.allocate(length).put((byte) VERSION).put((byte) model.levels().size());
    for (var level : model.levels()) {
      out.putShort((short) (level.size() - 1));
      for (int id : level.order()) {
        out.putShort((short) id);
      }
      out.put((byte) level.embeddingShift()).put(level.embedding());
      out.put((byte) level.mixingShift()).put(level.mixing());
      putShorts(out, level.bias());
      out.put((byte) level.questionShift()).put(level.question());
      putShorts(out, level.questionBias());
    }
    return out.array();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if {@code bytes} are something else
   */
  static IdModel read(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    try {
      int version = in.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "expected tables of version %d for coding ids, found %d".formatted(VERSION, version));
      }
      int count = in.get() & 0xff;
      var levels = new ArrayList<IdModel.Level>();
      for (int level = 0; level < count; level++) {
        levels.add(level(in, level));
      }
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(
            "tables for coding ids: %d bytes too many".formatted(in.remaining()));
      }
      return new IdModel(levels);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "tables for coding ids are cut short after %d bytes".formatted(bytes.length), e);
    }
  }

  private static IdModel.Level level(ByteBuffer in, int level) {
    int size = (in.getShort() & 0xffff) + 1;
    var order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = in.getShort() & 0xffff;
    }
    if (!Arrays.equals(
        Arrays.stream(order).sorted().toArray(),
        java.util.stream.IntStream.range(0, size).toArray())) {
      throw new IllegalArgumentException(
          "tables for coding ids: the order of level %d is no permutation".formatted(level));
    }
    int roles = Neighbourhood.roles(level);
    int embeddingShift = shift(in);
    byte[] embedding = bytes(in, (size + 1) * IdModel.RANK);
    int mixingShift = shift(in);
    byte[] mixing = bytes(in, roles * IdModel.RANK * IdModel.WIDTH);
    short[] bias = shorts(in, IdModel.WIDTH);
    int questionShift = shift(in);
    byte[] question = bytes(in, size * IdModel.WIDTH);
    return new IdModel.Level(
        order,
        embedding,
        embeddingShift,
        mixing,
        mixingShift,
        bias,
        question,
        questionShift,
        shorts(in, size));
  }

  private static int shift(ByteBuffer in) {
    int shift = in.get();
    if (shift < 0 || shift > LARGEST_SHIFT) {
      throw new IllegalArgumentException(
          "tables for coding ids: expected a shift of 0 to %d, found %d"
              .formatted(LARGEST_SHIFT, shift));
    }
    return shift;
  }

  private static byte[] bytes(ByteBuffer in, int count) {
    if (count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private static short[] shorts(ByteBuffer in, int count) {
    var shorts = new short[count];
    for (int i = 0; i < count; i++) {
      shorts[i] = in.getShort();
    }
    return shorts;
  }

  private static void putShorts(ByteBuffer out, short[] shorts) {
    for (short s : shorts) {
      out.putShort(s);
    }
  }
}
