package dev.jeton.papers;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Codecs;
import dev.jeton.core.Signal;
import dev.jeton.core.Tokens;
import dev.jeton.measure.tokens.TokenCorpus;
import dev.jeton.media.image.ImageFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One level of a shipped codec as a language.
 *
 * @param codec its name
 * @param level from 0
 * @param vocabulary ids of that level
 */
record LovtShipped(String codec, int level, int vocabulary) {
  /** Those that row 55 looks at; the next codec is one more line. */
  static final List<LovtShipped> ALL =
      List.of(new LovtShipped("photo-1", 2, 512), new LovtShipped("patches-1", 1, 256));

  /** The ids of a photo: a grid, or a line, which is a grid of one row. */
  record Grid(int rows, int columns, int[] ids) {
    /** Side 8 where there are 8 rows, from the row and column given; of a line, 64 in a row. */
    int[] window(int row, int column) {
      int side = rows == 1 ? LENGTH : LovtCodec.GRID;
      var window = new int[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        window[i] = ids[(row + i / side) * columns + column + i % side];
      }
      return window;
    }
  }

  private static final int LENGTH = LovtCodec.GRID * LovtCodec.GRID;

  String name() {
    return "%s level %d".formatted(codec, level);
  }

  @SuppressWarnings("unchecked")
  Codec<Signal.Image> open() throws IOException {
    return (Codec<Signal.Image>) Codecs.open(codec);
  }

  Grid grid(Codec<Signal.Image> opened, Signal.Image photo) {
    var tokens = (Tokens.Ids) opened.encode(photo, Budget.UNLIMITED);
    var layout = tokens.layout();
    var extent = layout.extent(level);
    if (layout.vocabulary().size(level) != vocabulary) {
      throw new IllegalStateException(
          "%s: expected %d ids, found %d"
              .formatted(name(), vocabulary, layout.vocabulary().size(level)));
    }
    var ids = Arrays.copyOfRange(tokens.ids(), layout.start(level), layout.start(level + 1));
    return extent.rank() == 2
        ? new Grid(extent.size(0), extent.size(1), ids)
        : new Grid(1, ids.length, ids);
  }

  /**
   * {@code sequences} windows of 64 tokens, 8×8 of a grid, at most as many of a photo as lie beside
   * each other; where they begin and in which order the photos come depends on the seed.
   */
  TokenCorpus corpus(Workbench bench, LovtScale scale, SplittableRandom random) {
    var key =
        "row 55 grids: %s, %d photos of imagenet_1k and bsds500/train"
            .formatted(name(), scale.photos());
    var grids = new ArrayList<>(bench.cached(key, new GridsFormat(), () -> encoded(bench, scale)));
    for (int i = grids.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      var swap = grids.get(i);
      grids.set(i, grids.get(j));
      grids.set(j, swap);
    }
    var windows = new ArrayList<int[]>();
    for (var grid : grids) {
      int height = grid.rows == 1 ? 1 : LovtCodec.GRID;
      int width = grid.rows == 1 ? LENGTH : LovtCodec.GRID;
      int top = random.nextInt(grid.rows % height + 1);
      int left = random.nextInt(grid.columns % width + 1);
      for (int row = top; row + height <= grid.rows; row += height) {
        for (int column = left; column + width <= grid.columns; column += width) {
          windows.add(grid.window(row, column));
        }
      }
    }
    if (windows.size() < scale.sequences()) {
      throw new IllegalStateException(
          "%s: expected %d windows, found %d".formatted(name(), scale.sequences(), windows.size()));
    }
    return new TokenCorpus(name(), vocabulary, windows.subList(0, scale.sequences()));
  }

  private List<Grid> encoded(Workbench bench, LovtScale scale) throws IOException {
    var opened = open();
    var files = new ArrayList<Path>();
    for (var folder : List.of(bench.data("imagenet_1k"), bench.data("bsds500").resolve("train"))) {
      try (var list = Files.list(folder)) {
        files.addAll(list.filter(ImageFile::hasImageExtension).sorted().toList());
      }
    }
    var grids = new ArrayList<Grid>();
    for (var file : files.subList(0, Math.min(files.size(), scale.photos()))) {
      grids.add(grid(opened, ImageFile.read(file)));
      if (grids.size() % 100 == 0) {
        bench.note("%s: %d photos".formatted(name(), grids.size()));
      }
    }
    return grids;
  }

  private static final class GridsFormat implements Workbench.Format<List<Grid>> {
    @Override
    public void write(List<Grid> grids, Path file) throws IOException {
      try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
        out.writeInt(grids.size());
        for (var grid : grids) {
          out.writeInt(grid.rows);
          out.writeInt(grid.columns);
          for (int id : grid.ids) {
            out.writeInt(id);
          }
        }
      }
    }

    @Override
    public List<Grid> read(Path file) throws IOException {
      try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
        int count = in.readInt();
        var grids = new ArrayList<Grid>();
        for (int g = 0; g < count; g++) {
          int rows = in.readInt();
          int columns = in.readInt();
          var ids = new int[rows * columns];
          for (int i = 0; i < ids.length; i++) {
            ids[i] = in.readInt();
          }
          grids.add(new Grid(rows, columns, ids));
        }
        return grids;
      }
    }
  }
}
