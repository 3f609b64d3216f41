package dev.jeton.learn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/**
 * One photo divided into segments by several people, each as finely as they liked: the files of the
 * Berkeley segmentation data set (Arbeláez, Maire, Fowlkes and Malik, Contour detection and
 * hierarchical image segmentation, 2011), MATLAB's format of level 5 with {@code
 * groundTruth{i}.Segmentation}.
 *
 * @param height of the photo, pixels
 * @param width of the photo, pixels
 * @param maps a map per person, the one of fewest segments first; each {@code [height][width]}
 *     row-major, segments numbered from 0 in the order they are met
 */
public record Segmentations(int height, int width, List<int[]> maps) {
  private static final long LARGEST_FILE = 1L << 26;
  private static final int LARGEST_SIDE = 1 << 14;

  public Segmentations {
    maps = List.copyOf(maps);
  }

  /**
   * Reads a file.
   *
   * @throws IOException in one line if it is no such file, is damaged, or holds maps of several
   *     sizes
   */
  public static Segmentations read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IOException(
          "%s: expected at most %d bytes, found %d"
              .formatted(file, LARGEST_FILE, Files.size(file)));
    }
    try (var source = Sources.wrap(Files.readAllBytes(file))) {
      return of(file, Mat5.newReader(source).readMat().getCell("groundTruth"));
    } catch (RuntimeException e) { // what the reader makes of other or damaged files
      throw new IOException(
          "%s: expected a MATLAB 5 file with segmentations, found %s"
              .formatted(file, e.toString().lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw e.getMessage() != null && e.getMessage().startsWith(file.toString())
          ? e
          : new IOException("%s: damaged: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Segmentations of(Path file, Cell people) throws IOException {
    var maps = new ArrayList<int[]>();
    int height = 0;
    int width = 0;
    for (int i = 0; i < people.getNumElements(); i++) {
      Struct own = people.getStruct(i);
      Matrix map = own.getMatrix("Segmentation");
      if (i > 0 && (map.getNumRows() != height || map.getNumCols() != width)) {
        throw new IOException(
            "%s: expected maps of one size, found %d x %d after %d x %d"
                .formatted(file, map.getNumCols(), map.getNumRows(), width, height));
      }
      height = map.getNumRows();
      width = map.getNumCols();
      if (height < 1 || width < 1 || height > LARGEST_SIDE || width > LARGEST_SIDE) {
        throw new IOException(
            "%s: expected sides of 1..%d pixels, found %d x %d"
                .formatted(file, LARGEST_SIDE, width, height));
      }
      var labels = new int[height * width];
      for (int at = 0; at < labels.length; at++) {
        labels[at] = map.getInt(at / width, at % width);
      }
      maps.add(numbered(labels));
    }
    if (maps.isEmpty()) {
      throw new IOException(file + ": expected at least 1 segmentation, found none");
    }
    maps.sort((a, b) -> Integer.compare(segments(a), segments(b)));
    return new Segmentations(height, width, maps);
  }

  /** Number of segments of a map. */
  public static int segments(int[] map) {
    return 1 + Arrays.stream(map).max().orElse(-1);
  }

  /**
   * The map of every boundary that anyone drew: pixels are together where all put them together.
   */
  public int[] common() {
    var common = maps.getFirst();
    for (var map : maps) {
      int segments = segments(map);
      var both = new int[common.length];
      for (int at = 0; at < both.length; at++) {
        both[at] = Math.addExact(Math.multiplyExact(common[at], segments), map[at]);
      }
      common = numbered(both);
    }
    return common;
  }

  /** The same segments numbered 0, 1, 2, … as they come. */
  private static int[] numbered(int[] labels) {
    var numbers = new HashMap<Integer, Integer>();
    var numbered = new int[labels.length];
    for (int at = 0; at < labels.length; at++) {
      numbered[at] = numbers.computeIfAbsent(labels[at], label -> numbers.size());
    }
    return numbered;
  }
}
