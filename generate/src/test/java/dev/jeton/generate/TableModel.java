package dev.jeton.generate;

import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Vocabulary;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A Markov chain per class: the logits of a place are a row of a table, chosen by the class and the
 * id before it. Where that is not decided they are those of a first place.
 */
final class TableModel implements TokenModel {
  static final int CLASSES = 2;

  private final Layout layout;
  private final boolean causal;
  private final float[][][] logits; // [classes + 1][size + 1][size]

  TableModel(int places, int size, boolean causal, SplittableRandom random) {
    layout = new Layout(Vocabulary.of("table", size), List.of(Extent.of(places)), Extent.of(1));
    this.causal = causal;
    logits = new float[CLASSES + 1][size + 1][size];
    for (var table : logits) {
      for (var row : table) {
        for (int i = 0; i < size; i++) {
          row[i] = (float) random.nextGaussian();
        }
      }
    }
  }

  float[] logits(int condition, int before) {
    return logits[condition + 1][before + 1];
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public boolean unconditional() {
    return true;
  }

  @Override
  public boolean causal() {
    return causal;
  }

  @Override
  public Session open(int[] conditions) {
    return new Session() {
      @Override
      public void predict(List<Canvas> canvases, int[][] positions, float[] out) {
        int row = 0;
        for (int i = 0; i < positions.length; i++) {
          for (int place : positions[i]) {
            int before = place == 0 ? -1 : canvases.get(i).get(place - 1);
            System.arraycopy(logits(conditions[i], before), 0, out, row++ * width(), width());
          }
        }
      }

      @Override
      public void close() {}
    };
  }
}
