package dev.jeton.papers;

import dev.jeton.core.Signal;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.data.Segmentations;
import dev.jeton.measure.tokens.GridSegments;
import dev.jeton.measure.tokens.SegmentAgreement;
import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Photos with people's segmentations: the coarsest person's map stands for wholes, the finest one's
 * for parts, the boundaries of all together for parts of parts. Nothing is tuned on them.
 */
record LovtSegments(List<Photo> photos) {
  /** Pixels of a photo along a side of a token of {@link LovtCodec}, which sees it at half size. */
  static final int CELL_PIXELS = 8;

  private static final int TILE = 32;

  /** One photo and what people drew. */
  record Photo(Signal.Image image, Segmentations segmentations) {}

  static LovtSegments read(Workbench bench) {
    var folder = bench.data("bsds500");
    try (var list = Files.list(folder.resolve("val_groundTruth"))) {
      var photos = new ArrayList<Photo>();
      for (var file : list.sorted().toList()) {
        var photo = folder.resolve("val").resolve(jpeg(file));
        photos.add(new Photo(ImageFile.read(photo), Segmentations.read(file)));
      }
      return new LovtSegments(List.copyOf(photos));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jpeg(Path file) {
    return file.getFileName().toString().replaceFirst("\\.mat$", ".jpg");
  }

  /** Tiles of 32×32 pixels of the photos at half size, photo by photo in reading order. */
  Pictures tiles() {
    var tiles = new ArrayList<byte[]>();
    for (var photo : photos) {
      var image = photo.image;
      for (int y = 0; y + 2 * TILE <= image.height(); y += 2 * TILE) {
        for (int x = 0; x + 2 * TILE <= image.width(); x += 2 * TILE) {
          tiles.add(tile(image, y, x));
        }
      }
    }
    return new Pictures(
        List.of("tile"), 3, TILE, TILE, tiles.toArray(byte[][]::new), new int[tiles.size()]);
  }

  /** Means of 2×2 pixels, {@code [3][32][32]}. */
  private static byte[] tile(Signal.Image image, int top, int left) {
    var tile = new byte[3 * TILE * TILE];
    for (int i = 0; i < tile.length; i++) {
      int channel = i / (TILE * TILE);
      int y = top + 2 * (i / TILE % TILE);
      int x = left + 2 * (i % TILE);
      float sum = 0;
      for (int k = 0; k < 4; k++) {
        sum += image.pixels()[((y + k / 2) * image.width() + x + k % 2) * 3 + channel];
      }
      tile[i] = (byte) Math.round(sum / 4 * 255);
    }
    return tile;
  }

  /** The grids that ids of {@link #tiles} make, a photo each. */
  List<LovtShipped.Grid> grids(int[] ids) {
    var grids = new ArrayList<LovtShipped.Grid>();
    int cells = LovtCodec.GRID;
    int at = 0;
    for (var photo : photos) {
      int down = photo.image.height() / (2 * TILE);
      int across = photo.image.width() / (2 * TILE);
      var grid = new int[down * across * cells * cells];
      for (int i = 0; i < grid.length; i++, at++) {
        int tile = i / (cells * cells);
        int row = tile / across * cells + i / cells % cells;
        int column = tile % across * cells + i % cells;
        grid[row * across * cells + column] = ids[at];
      }
      grids.add(new LovtShipped.Grid(down * cells, across * cells, grid));
    }
    return grids;
  }

  /**
   * How well ids tell segments apart, mean over photos: the V-measure above what the same ids get
   * with the map turned upside down, as a share of what is left to 1; and the plain values.
   *
   * @param grids of the photos
   * @param cellPixels height and width of a cell where a grid covers only the upper left of its
   *     photo; 0 where it covers all
   */
  Map<String, Double> agreement(List<LovtShipped.Grid> grids, int cellPixels) {
    var sums = new TreeMap<String, Double>();
    for (int p = 0; p < photos.size(); p++) {
      var grid = grids.get(p);
      var people = photos.get(p).segmentations;
      var levels =
          Map.of(
              "wholes", people.maps().getFirst(),
              "parts", people.maps().getLast(),
              "subparts", people.common());
      for (var level : levels.entrySet()) {
        add(sums, level.getKey() + "_segments", Segmentations.segments(level.getValue()));
        measure(sums, level.getKey(), labels(level.getValue(), people, grid, cellPixels), grid);
      }
    }
    sums.replaceAll((key, sum) -> sum / photos.size());
    return sums;
  }

  private static void measure(
      Map<String, Double> sums, String level, int[] labels, LovtShipped.Grid grid) {
    var turned = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      turned[i] = labels[labels.length - 1 - i];
    }
    var found = SegmentAgreement.of(grid.ids(), labels);
    var control = SegmentAgreement.of(grid.ids(), turned);
    add(sums, level + "_v", found.vMeasure());
    add(sums, level + "_v_control", control.vMeasure());
    add(sums, level + "_purity", found.purity());
    add(sums, level + "_purity_control", control.purity());
    add(sums, level + "_above", above(found.vMeasure(), control.vMeasure()));
  }

  private static double above(double found, double control) {
    return control < 1 ? (found - control) / (1 - control) : 0;
  }

  private static int[] labels(
      int[] map, Segmentations people, LovtShipped.Grid grid, int cellPixels) {
    int height = cellPixels == 0 ? people.height() : grid.rows() * cellPixels;
    int width = cellPixels == 0 ? people.width() : grid.columns() * cellPixels;
    var covered = new int[height * width];
    for (int i = 0; i < covered.length; i++) {
      covered[i] = map[i / width * people.width() + i % width];
    }
    return GridSegments.of(covered, height, width, grid.rows(), grid.columns()).labels();
  }

  private static void add(Map<String, Double> sums, String key, double value) {
    sums.merge(key, value, Double::sum);
  }
}
