package dev.jeton.learn.data;

import dev.jeton.torch.Device;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Labelled pictures of one size, decoded once and kept in memory as bytes. Which pictures a
 * training step gets depends on the seed and the step's number only. Safe for use by several
 * threads.
 */
public final class Pictures {
  private final List<String> classes;
  private final int channels;
  private final int height;
  private final int width;
  private final byte[][] pixels; // one [channels][height][width] per picture
  private final int[] labels;

  /**
   * Takes over the arrays.
   *
   * @param classes names, by label
   * @param pixels per picture {@code [channels][height][width]}, 0..255; at least one picture
   * @param labels per picture, an index into {@code classes}
   */
  public Pictures(
      List<String> classes, int channels, int height, int width, byte[][] pixels, int[] labels) {
    if (pixels.length == 0 || pixels.length != labels.length) {
      throw new IllegalArgumentException(
          "expected as many labels as pictures, at least 1, found %d pictures and %d labels"
              .formatted(pixels.length, labels.length));
    }
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i].length != channels * height * width) {
        throw new IllegalArgumentException(
            "picture %d: expected %d x %d x %d bytes, found %d"
                .formatted(i, channels, height, width, pixels[i].length));
      }
      if (labels[i] < 0 || labels[i] >= classes.size()) {
        throw new IllegalArgumentException(
            "picture %d: expected a label in 0..%d, found %d"
                .formatted(i, classes.size() - 1, labels[i]));
      }
    }
    this.classes = List.copyOf(classes);
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Pictures in a zip: {@code FOLDER/CLASS/NAME.jpg} or another format that is read. Labels count
   * the class folders by name; the pictures come one of each class in turn, by name, so that every
   * range of them holds all classes alike.
   *
   * @param folder inside the zip, such as {@code train}; empty for its root
   * @throws IOException where the zip or a picture cannot be read, there is none, or sizes differ
   */
  public static Pictures ofZip(Path zip, String folder) throws IOException {
    return new PictureZip(zip, folder).read();
  }

  /**
   * Pictures with one channel in the idx format of MNIST, plain or gzipped; the classes are called
   * by their numbers. Source: Y. LeCun, C. Cortes and C. Burges, The MNIST database, "File
   * formats".
   *
   * @param images {@code [count][height][width]}, unsigned bytes
   * @param labels {@code [count]}, unsigned bytes
   * @throws IOException where a file is another, is cut, or the two do not fit
   */
  public static Pictures ofIdx(Path images, Path labels) throws IOException {
    return IdxFile.pictures(images, labels);
  }

  /**
   * Pictures in one of the two forms above: a zip, or a folder that holds a single zip or a single
   * pair of idx files. Of a zip with a folder {@code train} that folder is taken.
   *
   * @throws IOException as above, or where the place holds something else
   */
  public static Pictures of(Path place) throws IOException {
    return PicturePlace.read(place);
  }

  /** How many pictures. */
  public int size() {
    return pixels.length;
  }

  /** Pixels per column. */
  public int height() {
    return height;
  }

  /** Pixels per row. */
  public int width() {
    return width;
  }

  /**
   * Height and width of square pictures.
   *
   * @throws IllegalStateException where they differ
   */
  public int side() {
    if (height != width) {
      throw new IllegalStateException(
          "expected square pictures, found %d x %d".formatted(height, width));
    }
    return height;
  }

  /** 1 for grey, 3 for RGB. */
  public int channels() {
    return channels;
  }

  /** A copy of picture {@code index}: {@code [channels][height][width]}, 0..255. */
  public byte[] pixels(int index) {
    return pixels[index].clone();
  }

  /** What picture {@code index} shows, an index into {@link #classes()}. */
  public int label(int index) {
    return labels[index];
  }

  /** Names of the classes, by label. */
  public List<String> classes() {
    return classes;
  }

  /** First 8 bytes of SHA-256 over all pixels, in hexadecimal digits; 0.3 seconds for CIFAR-10. */
  public String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var picture : pixels) {
        digest.update(picture);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The pictures {@code from} (inclusive) to {@code to} (exclusive); shares the pixels. */
  public Pictures subset(int from, int to) {
    if (from < 0 || from >= to || to > size()) {
      throw new IllegalArgumentException(
          "expected a range that is not empty within 0..%d, found %d..%d"
              .formatted(size(), from, to));
    }
    return new Pictures(
        classes,
        channels,
        height,
        width,
        Arrays.copyOfRange(pixels, from, to),
        Arrays.copyOfRange(labels, from, to));
  }

  /** The pictures whose index is wanted, in order; shares the pixels. */
  public Pictures where(IntPredicate wanted) {
    int[] indices = IntStream.range(0, size()).filter(wanted).toArray();
    if (indices.length == 0) {
      throw new IllegalArgumentException("none of %d pictures is wanted".formatted(size()));
    }
    return new Pictures(
        classes,
        channels,
        height,
        width,
        Arrays.stream(indices).mapToObj(index -> pixels[index]).toArray(byte[][]::new),
        Arrays.stream(indices).map(this::label).toArray());
  }

  /**
   * A step's pictures and what they show.
   *
   * @param pictures {@code [count, channels, height, width]} in 0..1
   * @param labels {@code [count]}, int64
   */
  public record Batch(Tensor pictures, Tensor labels) {

    /** Both on {@code device}. */
    public Batch to(Device device) {
      return new Batch(pictures.to(device), labels.to(device));
    }
  }

  /** These pictures as they are: {@code [n, channels, height, width]} in 0..1. */
  public Tensor batch(int[] indices) {
    var values = new float[indices.length * channels * height * width];
    for (int i = 0; i < indices.length; i++) {
      new Placement(false, 0, 0).copy(this, indices[i], values, i);
    }
    return Tensor.of(values, indices.length, channels, height, width);
  }

  /** A copy of all labels, in order. */
  public int[] labels() {
    return labels.clone();
  }

  /** The labels of these pictures: {@code [n]}, int64. */
  public Tensor labels(int[] indices) {
    return Tensor.of(Arrays.stream(indices).map(this::label).toArray(), indices.length);
  }

  /** A training step's batch, each picture mirrored half of the time. */
  public Batch batch(long seed, long step, int count) {
    return batch(seed, step, count, Augmentation.MIRRORED);
  }

  /**
   * A training step's batch: steps 0, 1, … with one {@code count} go through all pictures in random
   * order, each once, then through them in another order, and so on. A pure function of its
   * arguments.
   *
   * @param step from 0
   */
  public Batch batch(long seed, long step, int count, Augmentation augmentation) {
    int[] indices = indices(seed, step, count);
    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + step);
    var values = new float[count * channels * height * width];
    for (int i = 0; i < count; i++) {
      augmentation.draw(random).copy(this, indices[i], values, i);
    }
    return new Batch(Tensor.of(values, count, channels, height, width), labels(indices));
  }

  private int[] indices(long seed, long step, int count) {
    var indices = new int[count];
    long pass = -1;
    int[] order = {};
    for (int i = 0; i < count; i++) {
      long at = Math.multiplyExact(step, count) + i;
      if (at / size() != pass) {
        pass = at / size();
        order = order(new SplittableRandom(seed ^ (0xD1B54A32D192ED03L * (pass + 1))));
      }
      indices[i] = order[(int) (at % size())];
    }
    return indices;
  }

  /** Fisher and Yates. */
  private int[] order(SplittableRandom random) {
    var order = new int[size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * How a picture is laid onto its place in a batch.
   *
   * @param down rows it is moved by; what is uncovered shows its mirror image
   * @param right columns it is moved by
   */
  record Placement(boolean mirror, int down, int right) {

    void copy(Pictures from, int index, float[] values, int place) {
      byte[] source = from.pixels[index];
      int to = place * source.length;
      for (int row = 0; row < from.channels * from.height; row++) {
        int plane = row / from.height * from.height;
        int start = (plane + reflected(row - plane - down, from.height)) * from.width;
        for (int x = 0; x < from.width; x++) {
          int column = reflected(x - right, from.width);
          int at = start + (mirror ? from.width - 1 - column : column);
          values[to++] = (source[at] & 0xFF) / 255f;
        }
      }
    }

    /** −1 becomes 1, {@code size} becomes {@code size − 2}: the edge is not repeated. */
    private static int reflected(int i, int size) {
      return i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i;
    }
  }
}
