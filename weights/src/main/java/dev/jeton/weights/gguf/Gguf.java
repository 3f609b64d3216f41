package dev.jeton.weights.gguf;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.GgufInput;
import dev.jeton.text.file.GgufMetadata;
import dev.jeton.weights.WeightFileException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * A model in the GGUF format: keys with values, and tensors. Source: {@code docs/gguf.md} of
 * ggml-org/ggml.
 *
 * @param metadata keys and values
 * @param tensors by name, in the order of the file
 */
public record Gguf(GgufMetadata metadata, SequencedMap<String, GgufTensor> tensors) {

  public Gguf {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Maps a file; its tensors are read when they are used, and only while {@code arena} is alive.
   *
   * @throws WeightFileException where it is not a sound GGUF file
   */
  public static Gguf map(Path file, Arena arena) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
      var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return parse(in, mapped, file.toString());
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @param name what errors call it
   */
  public static Gguf parse(byte[] bytes, String name) throws IOException {
    return parse(new ByteArrayInputStream(bytes), MemorySegment.ofArray(bytes), name);
  }

  /**
   * Reads a file's bytes, whose tensors are copied to where {@code arena} says.
   *
   * @param name what errors call it
   */
  public static Gguf parse(byte[] bytes, Arena arena, String name) throws IOException {
    var copy = arena.allocate(bytes.length, 64).copyFrom(MemorySegment.ofArray(bytes));
    return parse(new ByteArrayInputStream(bytes), copy, name);
  }

  private static Gguf parse(InputStream in, MemorySegment file, String name) throws IOException {
    try {
      var input = new GgufInput(in);
      var metadata = GgufMetadata.read(input, key -> true);
      return new Gguf(metadata, new TensorTable(input, metadata, file).read());
    } catch (TokenizerException e) {
      throw (IOException)
          new WeightFileException(name, String.valueOf(e.getMessage())).initCause(e);
    }
  }

  /**
   * Writes the file whole or not at all; it is on the disk when this returns. Tensors may be mapped
   * from another file, but not from this one.
   */
  public void write(Path file) throws IOException {
    write(file, GgufTensor::type);
  }

  /**
   * Writes the file as {@link #write(Path)} does, each tensor as the type that {@code types} gives
   * it; of those that change only some rows are in memory.
   *
   * @throws IllegalArgumentException if one is to become a type that is only read, or has rows that
   *     are no whole blocks of it or numbers that are not finite
   */
  public void write(Path file, Function<GgufTensor, TensorType> types) throws IOException {
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (var channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        new GgufWriter(Channels.newOutputStream(channel), TensorTable.alignment(metadata), types)
            .write(this);
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part); // nothing is left of what failed
    }
  }

  /** The tensor of this name. */
  public GgufTensor tensor(String name) {
    var tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor '%s' among %d".formatted(name, tensors.size()));
    }
    return tensor;
  }
}
