package dev.jeton.llm.kv;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Keeps all keys and values; forks share what was kept before they parted. */
public final class FullCache implements KvCache {
  private final LayerRows[] layers;
  private final CacheType type;
  private int length;

  /** An empty cache for layers of these shapes. */
  public FullCache(List<AttentionShape> shapes, CacheType type) {
    this(
        shapes.stream().map(shape -> new LayerRows(shape, type)).toArray(LayerRows[]::new),
        type,
        0);
  }

  private FullCache(LayerRows[] layers, CacheType type, int length) {
    this.layers = layers;
    this.type = type;
    this.length = length;
  }

  /** Bytes that a row takes in layers of these shapes. */
  public static long bytesPerRow(List<AttentionShape> shapes, CacheType type) {
    return shapes.stream()
        .mapToLong(shape -> (long) type.bytes() * (shape.keyWidth() + shape.valueWidth()) + 4)
        .sum();
  }

  /** How it stores. */
  public CacheType type() {
    return type;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int pending() {
    return layers[0].rows() - length;
  }

  @Override
  public void append(int layer, int[] positions, float[] keys, float[] values, int from) {
    layers[layer].append(positions, keys, values, from);
  }

  @Override
  public void attend(int layer, float[] queries, int from, int rows, Ancestors mask, float[] out) {
    var stored = layers[layer];
    if (mask.rows() != stored.rows() - length || rows > mask.rows()) {
      throw new IllegalArgumentException(
          "expected a mask of the %d pending rows and at most as many queries, found %d and %d"
              .formatted(stored.rows() - length, mask.rows(), rows));
    }
    stored.attention().run(queries, from, rows, length, mask, out);
  }

  @Override
  public void commit(int... rows) {
    int pending = pending();
    for (var layer : layers) {
      if (layer.rows() != length + pending) {
        throw new IllegalStateException(
            "layers have %d and %d pending rows".formatted(pending, layer.rows() - length));
      }
    }
    requireDifferent(rows, pending);
    for (var layer : layers) {
      layer.keep(length, rows);
    }
    length += rows.length;
  }

  private static void requireDifferent(int[] rows, int pending) {
    boolean fine = true;
    boolean rising = true;
    for (int i = 0; i < rows.length; i++) {
      fine &= rows[i] >= 0 && rows[i] < pending;
      rising &= i == 0 || rows[i] > rows[i - 1];
    }
    if (!fine || !rising && Arrays.stream(rows).distinct().count() < rows.length) {
      throw new IllegalArgumentException(
          "expected different ones of %d pending rows, found %s"
              .formatted(pending, Arrays.toString(rows)));
    }
  }

  /** Writes what is kept. */
  public void write(DataOutput out) throws IOException {
    for (var layer : layers) {
      layer.write(out, length);
    }
  }

  /** Bytes that {@link #write} writes for so many rows. */
  public long storedBytes(int rows) {
    return Arrays.stream(layers)
        .mapToLong(layer -> 4L * rows * (layer.shape().keyWidth() + layer.shape().valueWidth() + 1))
        .sum();
  }

  /** Keeps, in an empty cache, the {@code rows} rows that {@link #write} wrote. */
  public void read(DataInput in, int rows) throws IOException {
    if (length != 0 || pending() != 0) {
      throw new IllegalStateException(
          "expected an empty cache, found one of %d rows".formatted(length));
    }
    for (var layer : layers) {
      layer.read(in, rows);
    }
    length = rows;
  }

  @Override
  public KvCache fork() {
    var copies = new LayerRows[layers.length];
    Arrays.setAll(copies, i -> layers[i].fork(length));
    return new FullCache(copies, type, length);
  }

  @Override
  public long bytes() {
    return Arrays.stream(layers).mapToLong(LayerRows::bytes).sum();
  }

  @Override
  public void truncate(int to) {
    if (to < 0 || to > length) {
      throw new IllegalArgumentException(
          "expected a length of 0 to %d, found %d".formatted(length, to));
    }
    for (var layer : layers) {
      layer.truncate(to);
    }
    length = to;
  }
}
