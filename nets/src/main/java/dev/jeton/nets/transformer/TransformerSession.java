package dev.jeton.nets.transformer;

import dev.jeton.generate.Canvas;
import dev.jeton.generate.TokenModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Canvases being filled. A causal model keeps the keys and values of the places that it has read
 * and reads only what follows the first difference; a masked one computes all places at each call.
 */
final class TransformerSession implements TokenModel.Session {
  private final TokenTransformer model;
  private final TokenShape shape;
  private final int[] conditions;
  private final List<KeyValueCache> caches = new ArrayList<>();
  private final int[][] read; // per canvas the ids read at places 1, 2, …
  private final int[] readPlaces; // how many places, the class among them

  /**
   * @param conditions rows of the embedding of classes
   */
  TransformerSession(TokenTransformer model, int[] conditions) {
    this.model = model;
    this.shape = model.shape;
    this.conditions = conditions;
    int places = shape.causal() ? shape.places() : 1 + shape.places();
    var scratch = KeyValueCache.of(shape.causal() ? 0 : conditions.length, places, shape.dim());
    for (int i = 0; i < shape.layers(); i++) {
      caches.add(
          shape.causal() ? KeyValueCache.of(conditions.length, places, shape.dim()) : scratch);
    }
    read = new int[conditions.length][shape.causal() ? places : 0];
    readPlaces = new int[conditions.length];
  }

  @Override
  public void predict(List<Canvas> canvases, int[][] positions, float[] logits) {
    check(canvases, positions, logits);
    var rows = new Rows();
    var wanted = new ArrayList<Integer>(); // rows whose logits are asked for
    for (int i = 0; i < positions.length; i++) {
      if (positions[i].length > 0) {
        int before = rows.count();
        int first = shape.causal() ? readNext(i, canvases.get(i), positions[i], rows) : 0;
        if (!shape.causal()) {
          for (int place = 0; place <= shape.places(); place++) {
            rows.add(i, place, 1 + shape.places());
          }
        }
        for (int position : positions[i]) {
          wanted.add(before + position + (shape.causal() ? 0 : 1) - first);
        }
      }
    }
    if (!wanted.isEmpty()) {
      var x = embedded(canvases, rows);
      for (int i = 0; i < model.blocks.size(); i++) {
        model.blocks.get(i).apply(x, rows, caches.get(i));
      }
      project(x, wanted, logits);
    }
  }

  private void check(List<Canvas> canvases, int[][] positions, float[] logits) {
    if (canvases.size() != conditions.length || positions.length != conditions.length) {
      throw new IllegalArgumentException(
          "opened for %d canvases, found %d with %d lists of positions"
              .formatted(conditions.length, canvases.size(), positions.length));
    }
    long asked = Arrays.stream(positions).mapToLong(p -> p.length).sum();
    if (logits.length < asked * shape.vocabulary()) {
      throw new IllegalArgumentException(
          "expected room for %d x %d logits, found %d"
              .formatted(asked, shape.vocabulary(), logits.length));
    }
    for (int i = 0; i < positions.length && shape.causal(); i++) {
      int last = positions[i].length == 0 ? 0 : positions[i][positions[i].length - 1];
      for (int place = 0; place < last; place++) {
        if (canvases.get(i).get(place) == Canvas.UNKNOWN) {
          throw new IllegalArgumentException(
              "place %d is asked for, place %d before it is not decided".formatted(last, place));
        }
      }
    }
  }

  /** Adds the places from the first that must be read to the last asked, and gives the first. */
  private int readNext(int index, Canvas canvas, int[] asked, Rows rows) {
    int first = Math.min(readPlaces[index], asked[0]);
    for (int place = 1; place < first; place++) {
      if (canvas.get(place - 1) != read[index][place]) {
        first = place;
      }
    }
    int last = asked[asked.length - 1];
    for (int place = first; place <= last; place++) {
      if (place > 0) {
        read[index][place] = canvas.get(place - 1);
      }
      rows.add(index, place, place + 1);
    }
    readPlaces[index] = last + 1;
    return first;
  }

  /** {@code [rows][dim]}. */
  private float[] embedded(List<Canvas> canvases, Rows rows) {
    int dim = shape.dim();
    var x = new float[Math.multiplyExact(rows.count(), dim)];
    for (int row = 0; row < rows.count(); row++) {
      int place = rows.place(row);
      if (place == 0) {
        int from = conditions[rows.canvas(row)] * dim;
        System.arraycopy(model.classEmbedding, from, x, row * dim, dim);
      } else {
        int id = canvases.get(rows.canvas(row)).get(place - 1);
        int from = (id == Canvas.UNKNOWN ? shape.vocabulary() : id) * dim;
        for (int i = 0; i < dim; i++) {
          x[row * dim + i] =
              model.tokenEmbedding[from + i] + model.placeEmbedding[(place - 1) * dim + i];
        }
      }
    }
    return x;
  }

  private void project(float[] x, List<Integer> wanted, float[] logits) {
    int dim = shape.dim();
    var states = new float[wanted.size() * dim];
    for (int i = 0; i < wanted.size(); i++) {
      System.arraycopy(x, wanted.get(i) * dim, states, i * dim, dim);
    }
    model.norm.apply(states, wanted.size(), states);
    LlamaBlock.product(states, wanted.size(), model.output, logits, false);
  }

  @Override
  public void close() {}
}
