package dev.jeton.cli;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Extent;
import dev.jeton.core.IdCoder;
import dev.jeton.core.Layout;
import dev.jeton.core.PrefixSearch;
import dev.jeton.core.RawIdCoder;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.core.Tokens;
import dev.jeton.core.Vocabulary;
import dev.jeton.measure.ImageQuality;
import java.util.Arrays;
import java.util.List;

/** A codec without weights for tests: the mean colour of 16 x 16 blocks, 4 bits a channel. */
final class BlockColours implements Codec<Signal.Image> {
  private static final int BLOCK = 16;
  private static final int STEPS = 15;

  @Override
  public Spec spec() {
    return Spec.of("blocks-1");
  }

  @Override
  public long fingerprint() {
    return 0x1234;
  }

  @Override
  public Layout layout(Extent signal) {
    return new Layout(Vocabulary.of("blocks", 1 << 12), List.of(signal.dividedBy(BLOCK)), signal);
  }

  @Override
  public IdCoder idCoder() {
    return new RawIdCoder();
  }

  @Override
  public boolean progressive() {
    return true;
  }

  @Override
  public Tokens.Ids encode(Signal.Image image, Budget budget) {
    var layout = layout(image.extent());
    var ids = new int[layout.count()];
    for (int i = 0; i < ids.length; i++) {
      int id = 0;
      for (int c = 0; c < 3; c++) {
        id = id << 4 | Math.round(mean(image, layout, i, c) * STEPS);
      }
      ids[i] = id;
    }
    return PrefixSearch.fit(
        this,
        new Tokens.Ids(layout, ids),
        budget,
        prefix -> 2 * ImageQuality.psnr(image, decode(prefix)));
  }

  private static float mean(Signal.Image image, Layout layout, int block, int channel) {
    int columns = layout.extent(0).size(1);
    float sum = 0;
    int count = 0;
    int top = block / columns * BLOCK;
    int left = block % columns * BLOCK;
    for (int y = top; y < Math.min(top + BLOCK, image.height()); y++) {
      for (int x = left; x < Math.min(left + BLOCK, image.width()); x++, count++) {
        sum += image.pixels()[(y * image.width() + x) * 3 + channel];
      }
    }
    return sum / count;
  }

  @Override
  public Signal.Image decode(Tokens.Ids tokens) {
    int height = tokens.layout().signal().size(0);
    int width = tokens.layout().signal().size(1);
    int columns = tokens.layout().extent(0).size(1);
    var pixels = new float[height * width * 3];
    Arrays.fill(pixels, 0.5f);
    for (int i = 0; i < height * width; i++) {
      int block = i / width / BLOCK * columns + i % width / BLOCK;
      for (int c = 0; c < 3 && block < tokens.length(); c++) {
        pixels[3 * i + c] = (tokens.ids()[block] >> 4 * (2 - c) & 15) / (float) STEPS;
      }
    }
    return new Signal.Image(width, height, pixels);
  }
}
