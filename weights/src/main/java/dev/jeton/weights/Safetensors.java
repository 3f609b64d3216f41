package dev.jeton.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A weight file in the safetensors format: 8 bytes length of the header, little-endian; the header,
 * a JSON object from names to type, shape and place; the numbers. Every byte after the header
 * belongs to exactly one tensor. Source: huggingface/safetensors, README "Format".
 *
 * @param tensors by name, in the order of the file
 * @param metadata free text by key
 */
public record Safetensors(
    SequencedMap<String, WeightTensor> tensors, SequencedMap<String, String> metadata) {

  public Safetensors {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
  }

  /** The tensor of this name. */
  public WeightTensor tensor(String name) {
    var tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor '%s' among %d".formatted(name, tensors.size()));
    }
    return tensor;
  }

  /**
   * Reads a whole file into memory.
   *
   * @throws WeightFileException where it is not a sound safetensors file
   */
  public static Safetensors read(Path file) throws IOException {
    try (var arena = Arena.ofConfined();
        var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE - 8) {
        throw new WeightFileException(
            file.toString(), channel.size() + " bytes do not fit in memory: map it instead");
      }
      var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return parse(MemorySegment.ofArray(mapped.toArray(ValueLayout.JAVA_BYTE)), file.toString());
    }
  }

  /**
   * Maps a file; the tensors are read when they are used, and only while {@code arena} is alive.
   */
  public static Safetensors map(Path file, Arena arena) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return parse(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), file.toString());
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @param name what errors call it
   */
  public static Safetensors parse(byte[] bytes, String name) throws WeightFileException {
    return parse(MemorySegment.ofArray(bytes), name);
  }

  private static Safetensors parse(MemorySegment bytes, String name) throws WeightFileException {
    return new SafetensorsHeader(bytes, name).read();
  }

  /** Writes the file whole or not at all; it is on the disk when this returns. */
  public void write(Path file) throws IOException {
    var part = file.resolveSibling(file.getFileName() + ".part");
    try (var channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      write(Channels.newOutputStream(channel));
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(OutputStream out) throws IOException {
    var header = SafetensorsHeader.text(tensors, metadata);
    var length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length);
    out.write(length.array());
    out.write(header);
    for (var tensor : tensors.values()) {
      out.write(tensor.data().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /** The first 8 bytes of SHA-256 over a file's bytes, big-endian: what a .jeton file names. */
  public static long fingerprint(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
