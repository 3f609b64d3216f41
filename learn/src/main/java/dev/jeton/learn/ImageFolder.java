package dev.jeton.learn;

import dev.jeton.core.Signal;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * The photos of folders and zips, decoded once and kept in memory as bytes, from which random crops
 * are cut. Which crops a step gets depends on the seed and the step's number only, so training that
 * is taken up again sees what it would have seen.
 */
public final class ImageFolder {
  /** Pixels as {@code [3][height][width]}. */
  private record Photo(int width, int height, byte[] pixels) {}

  private final List<Photo> photos;
  private final String hash;

  private ImageFolder(List<Photo> photos, String hash) {
    this.photos = photos;
    this.hash = hash;
  }

  /**
   * Reads all pictures under {@code folders}, in order of their paths.
   *
   * @param folders or zips
   * @param smallest pictures with a shorter side are left out
   * @param wanted which files to take
   * @throws IOException where a folder holds no picture
   */
  public static ImageFolder read(List<Path> folders, int smallest, Predicate<Path> wanted)
      throws IOException {
    var photos = new ArrayList<Photo>();
    var digest = sha256();
    for (var folder : folders) {
      int before = photos.size();
      PhotoFiles.read(
          folder,
          wanted,
          (file, image) -> {
            var photo = bytes(image);
            if (Math.min(photo.width, photo.height) >= smallest) {
              photos.add(photo);
              digest.update(photo.pixels);
            }
          });
      if (photos.size() == before) {
        throw new IOException(
            "%s: no picture with sides of at least %d pixels".formatted(folder, smallest));
      }
    }
    return new ImageFolder(photos, HexFormat.of().formatHex(digest.digest(), 0, 8));
  }

  /**
   * The picture files under {@code folder}, sorted; those of a zip as {@code ZIP/ENTRY}.
   *
   * @param folder or a zip
   */
  public static List<Path> files(Path folder) throws IOException {
    return PhotoFiles.list(folder);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Photo bytes(Signal.Image image) {
    int area = image.width() * image.height();
    var pixels = new byte[3 * area];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        pixels[c * area + i] = (byte) Math.round(image.pixels()[3 * i + c] * 255);
      }
    }
    return new Photo(image.width(), image.height(), pixels);
  }

  /** How many photos. */
  public int size() {
    return photos.size();
  }

  /** First 8 bytes of SHA-256 over all pixels, in hexadecimal digits. */
  public String hash() {
    return hash;
  }

  /** Photo {@code index}, whole: {@code [1, 3, height, width]} in 0..1. */
  public Tensor photo(int index) {
    var photo = photos.get(index);
    var values = new float[photo.pixels.length];
    cut(photo, 0, 0, photo.height, photo.width, false, values, 0);
    return Tensor.of(values, 1, 3, photo.height, photo.width);
  }

  /**
   * The crops of one step: each of a photo drawn at random, at a random place, mirrored half of the
   * time.
   *
   * @return {@code [count, 3, side, side]} in 0..1
   */
  public Tensor crops(long seed, long step, int count, int side) {
    return crops(seed, step, count, side, 1, 1);
  }

  /**
   * Like {@link #crops(long, long, int, int)}, of photos made smaller: to between {@code least} and
   * {@code most} of their size, evenly drawn, but never to less than the crop needs. With 1 and 1
   * the crops are the other's.
   *
   * @param least more than 0, at most {@code most}
   * @param most at most 1
   */
  public Tensor crops(long seed, long step, int count, int side, double least, double most) {
    if (!(least > 0 && least <= most && most <= 1)) {
      throw new IllegalArgumentException(
          "expected sizes 0 < least <= most <= 1, found %s and %s".formatted(least, most));
    }
    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + step);
    var values = new float[count * 3 * side * side];
    for (int i = 0; i < count; i++) {
      var photo = photos.get(random.nextInt(photos.size()));
      if (Math.min(photo.width, photo.height) < side) {
        throw new IllegalArgumentException(
            "expected photos of at least %d pixels a side, found %d x %d"
                .formatted(side, photo.width, photo.height));
      }
      double size = least == 1 ? 1 : size(random, photo, side, least, most);
      var crop = new AreaCrop(side, 1 / size);
      int y = random.nextInt(photo.height - crop.reach() + 1);
      int x = random.nextInt(photo.width - crop.reach() + 1);
      boolean mirror = random.nextBoolean();
      int to = i * 3 * side * side;
      if (size == 1) {
        cut(photo, y, x, side, side, mirror, values, to);
      } else {
        crop.copy(photo.pixels, photo.height, photo.width, y, x, mirror, values, to);
      }
    }
    return Tensor.of(values, count, 3, side, side);
  }

  private static double size(
      SplittableRandom random, Photo photo, int side, double least, double most) {
    double needed = (double) side / Math.min(photo.width, photo.height);
    return Math.max(needed, least + (most - least) * random.nextDouble());
  }

  private static void cut(
      Photo photo, int y, int x, int height, int width, boolean mirror, float[] out, int to) {
    for (int c = 0; c < 3; c++) {
      for (int r = 0; r < height; r++) {
        int from = (c * photo.height + y + r) * photo.width + x;
        for (int i = 0; i < width; i++) {
          int source = from + (mirror ? width - 1 - i : i);
          out[to++] = (photo.pixels[source] & 0xFF) / 255f;
        }
      }
    }
  }
}
