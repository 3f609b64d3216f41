package dev.jeton.testkit;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Extent;
import dev.jeton.core.IdCoder;
import dev.jeton.core.Layout;
import dev.jeton.core.PrefixSearch;
import dev.jeton.core.RawIdCoder;
import dev.jeton.core.Signal.Image;
import dev.jeton.core.Spec;
import dev.jeton.core.Tokens;
import dev.jeton.core.Vocabulary;
import java.util.List;

/** The smallest codec that does something: mean brightness of blocks, then what it left. */
record BlockMeans(boolean progressive) implements Codec<Image> {
  private static final int[] STRIDES = {8, 4, 2};
  private static final int STEPS = 33;
  private static final Vocabulary VOCABULARY = Vocabulary.of("means", STEPS, STEPS, STEPS);

  @Override
  public Spec spec() {
    return Spec.of("block-means-1");
  }

  @Override
  public long fingerprint() {
    return 0;
  }

  @Override
  public IdCoder idCoder() {
    return new RawIdCoder();
  }

  @Override
  public Layout layout(Extent signal) {
    return new Layout(
        VOCABULARY, List.of(signal.dividedBy(8), signal.dividedBy(4), signal.dividedBy(2)), signal);
  }

  @Override
  public Tokens.Ids encode(Image signal, Budget budget) {
    var layout = layout(signal.extent());
    var ids = new int[layout.count()];
    var rest = signal.pixels().clone();
    for (int level = 0; level < STRIDES.length; level++) {
      int columns = layout.extent(level).size(1);
      for (int i = 0; i < layout.extent(level).count(); i++) {
        int row = i / columns * STRIDES[level];
        int column = i % columns * STRIDES[level];
        double mean = mean(signal, rest, row, column, STRIDES[level]);
        int id = Math.clamp(Math.round(mean * (STEPS - 1) + zero(level)), 0, STEPS - 1);
        ids[layout.start(level) + i] = id;
        add(signal, rest, row, column, STRIDES[level], -value(level, id));
      }
    }
    var all = new Tokens.Ids(layout, ids);
    return PrefixSearch.fit(this, all, budget, prefix -> 100.0 * prefix.length() / all.length());
  }

  @Override
  public Image decode(Tokens.Ids tokens) {
    var layout = tokens.layout();
    if (!layout.equals(layout(layout.signal()))) {
      throw new IllegalArgumentException("not a layout of block-means-1");
    }
    var signal = layout.signal();
    var image = new Image(signal.size(1), signal.size(0), new float[3 * signal.count()]);
    for (int i = 0; i < tokens.length(); i++) {
      int level = layout.level(i);
      int columns = layout.extent(level).size(1);
      int at = i - layout.start(level);
      add(
          image,
          image.pixels(),
          at / columns * STRIDES[level],
          at % columns * STRIDES[level],
          STRIDES[level],
          value(level, tokens.ids()[i]));
    }
    return image;
  }

  private static int zero(int level) {
    return level == 0 ? 0 : STEPS / 2;
  }

  private static float value(int level, int id) {
    return (id - zero(level)) / (STEPS - 1f);
  }

  private static double mean(Image image, float[] pixels, int row, int column, int stride) {
    double sum = 0;
    int count = 0;
    for (int y = row; y < Math.min(row + stride, image.height()); y++) {
      for (int x = column; x < Math.min(column + stride, image.width()); x++) {
        sum += pixels[3 * (y * image.width() + x)];
        count++;
      }
    }
    return sum / count;
  }

  private static void add(
      Image image, float[] pixels, int row, int column, int stride, float value) {
    for (int y = row; y < Math.min(row + stride, image.height()); y++) {
      for (int x = column; x < Math.min(column + stride, image.width()); x++) {
        for (int c = 0; c < 3; c++) {
          pixels[3 * (y * image.width() + x) + c] += value;
        }
      }
    }
  }
}
