package dev.jeton.learn;

import dev.jeton.torch.Generator;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the tokens of a line, or of a square grid in reading order, given a class. Each place
 * holds one token or several sub-tokens. With several, the transformer reads a place as a linear
 * map of its sub-tokens' embeddings side by side, and a small causal transformer predicts the
 * sub-tokens of the next place one after the other from the hidden state and those before (the
 * factorised head of Bai et al., Factorized Visual Tokenization and Generation, 2024). With one, a
 * linear map gives its logits.
 */
public final class GridTokenModel {

  /**
   * @param vocabularies size of each sub-token's vocabulary; one entry for plain tokens
   * @param rows of the grid; 1 for a line of tokens
   * @param columns of the grid, as many as rows, or the length of the line
   * @param classes that a picture may be asked for
   * @param trunk reads places
   * @param headLayers blocks that predict sub-tokens; unused with one token per place
   */
  public record Shape(
      List<Integer> vocabularies,
      int rows,
      int columns,
      int classes,
      Transformer.Shape trunk,
      int headLayers) {
    public Shape {
      vocabularies = List.copyOf(vocabularies);
      if (rows != 1 && rows != columns) {
        throw new IllegalArgumentException(
            "expected a line or a square of tokens, found %d rows of %d".formatted(rows, columns));
      }
    }

    /** A square grid. */
    public Shape(
        List<Integer> vocabularies,
        int side,
        int classes,
        Transformer.Shape trunk,
        int headLayers) {
      this(vocabularies, side, side, classes, trunk, headLayers);
    }

    int parts() {
      return vocabularies.size();
    }

    int places() {
      return rows * columns;
    }
  }

  private final Shape shape;
  private final Transformer trunk;
  private final Tensor classes;
  private final List<Tensor> tables = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final @Nullable Head head;

  /** The transformer over a place's sub-tokens and what leads into it. */
  private record Head(Transformer transformer, Tensor join, Tensor slots) {}

  /** Parameters that {@code parameters} does not hold yet are created. */
  public GridTokenModel(Shape shape, Parameters parameters) {
    this.shape = shape;
    int dim = shape.trunk().dim();
    var own = new LayerParameters(parameters, "model.");
    trunk = new Transformer(shape.trunk(), parameters, "model.trunk.");
    classes = own.normal("classes", 1, shape.classes(), dim);
    for (int s = 0; s < shape.parts(); s++) {
      int size = shape.vocabularies().get(s);
      tables.add(own.normal("embedding." + s, 1, size, dim));
      outputs.add(own.normal("output." + s, 0.1 / Math.sqrt(dim), size, dim));
    }
    head =
        shape.parts() == 1
            ? null
            : new Head(
                new Transformer(
                    new Transformer.Shape(
                        shape.headLayers(),
                        dim,
                        shape.trunk().heads(),
                        shape.trunk().hidden(),
                        true),
                    parameters,
                    "model.head."),
                own.normal(
                    "join.weight",
                    1 / Math.sqrt((double) dim * shape.parts()),
                    dim,
                    (long) dim * shape.parts()),
                own.normal("slots", 0.1, shape.parts(), dim));
  }

  /**
   * Mean over places and sub-tokens of −ln p(sub-token | class, earlier places, earlier
   * sub-tokens).
   *
   * @param ids {@code [n, places, parts]}, int64
   * @param labels {@code [n]}, int64
   */
  public Tensor loss(Tensor ids, Tensor labels) {
    long n = ids.size(0);
    int dim = shape.trunk().dim();
    var first = IndexOps.embedding(classes, labels).reshape(n, 1, dim);
    var earlier = embed(ids.narrow(1, 0, shape.places() - 1L));
    var x = IndexOps.cat(List.of(first, earlier), 1); // [n, places, dim]
    var hidden =
        trunk.forward(x, rotary().narrow(0, shape.places())).reshape(-1, dim); // [n · places, dim]
    var slots = slots(hidden, ids.reshape(-1, shape.parts()));
    Tensor sum = Tensor.full(0).to(ids.device());
    for (int s = 0; s < shape.parts(); s++) {
      var logits = NetOps.linear(slots.get(s), outputs.get(s), null);
      sum = sum.add(NetOps.crossEntropy(logits, ids.narrow(2, s, 1).reshape(-1)));
    }
    return sum.div(shape.parts());
  }

  private Rotary rotary() {
    int dim = shape.trunk().dim() / shape.trunk().heads();
    return shape.rows() == 1
        ? Rotary.line(shape.columns() + 1, dim)
        : Rotary.grid(shape.rows(), dim);
  }

  /** {@code [n, places, parts]} to {@code [n, places, dim]}. */
  private Tensor embed(Tensor ids) {
    var parts = new ArrayList<Tensor>();
    for (int s = 0; s < shape.parts(); s++) {
      parts.add(
          IndexOps.embedding(tables.get(s), ids.narrow(2, s, 1).reshape(ids.size(0), ids.size(1))));
    }
    return head == null
        ? parts.getFirst()
        : NetOps.linear(IndexOps.cat(parts, 2), head.join(), null);
  }

  /** What each sub-token is predicted from: {@code [rows, dim]} per sub-token. */
  private List<Tensor> slots(Tensor hidden, Tensor ids) {
    if (head == null) {
      return List.of(hidden);
    }
    var inputs = new ArrayList<Tensor>();
    inputs.add(hidden);
    for (int s = 0; s + 1 < shape.parts(); s++) {
      inputs.add(IndexOps.embedding(tables.get(s), ids.narrow(1, s, 1).reshape(-1)));
    }
    var x = IndexOps.stack(inputs, 1).add(head.slots()); // [rows, parts, dim]
    var y = head.transformer().forward(x, null);
    var slots = new ArrayList<Tensor>();
    for (int s = 0; s < shape.parts(); s++) {
      slots.add(y.narrow(1, s, 1).reshape(hidden.size(0), -1));
    }
    return slots;
  }

  /**
   * Draws a grid for each label.
   *
   * @param temperature the logits are divided by it; 1 for the model's own distribution
   * @return {@code [n][places][parts]}
   */
  public int[] generate(int[] labels, double temperature, long seed) {
    int n = labels.length;
    int parts = shape.parts();
    var ids = new int[n * shape.places() * parts];
    try (var all = new Scope();
        var noGrad = new NoGrad()) {
      var random = new Generator(seed);
      var session = trunk.session(n, shape.places(), rotary());
      var inner = head == null ? null : head.transformer().session(n, parts, null);
      for (int place = 0; place < shape.places(); place++) {
        try (var scope = new Scope()) {
          var x =
              place == 0
                  ? IndexOps.embedding(classes, Tensor.of(labels, n)).reshape(n, 1, -1)
                  : embed(at(ids, n, place - 1));
          var state = session.step(x); // [n, 1, dim]
          if (inner != null) {
            inner.restart();
          }
          for (int s = 0; s < parts; s++) {
            if (inner != null && head != null) {
              state = inner.step(state.add(head.slots().narrow(0, s, 1)));
            }
            var logits = NetOps.linear(state.reshape(n, -1), outputs.get(s), null);
            var chosen = draw(logits, temperature, random);
            for (int i = 0; i < n; i++) {
              ids[(i * shape.places() + place) * parts + s] = (int) chosen[i];
            }
            state = IndexOps.embedding(tables.get(s), Tensor.of(chosen, n)).reshape(n, 1, -1);
          }
        }
      }
    }
    return ids;
  }

  private Tensor at(int[] ids, int n, int place) {
    int parts = shape.parts();
    var row = new int[n * parts];
    for (int i = 0; i < n; i++) {
      System.arraycopy(ids, (i * shape.places() + place) * parts, row, i * parts, parts);
    }
    return Tensor.of(row, n, 1, parts);
  }

  /** The largest of logit / temperature − ln(−ln u): a draw from the softmax (Gumbel, 1954). */
  private static long[] draw(Tensor logits, double temperature, Generator random) {
    var noise = random.uniform(logits.shape()).clamp(1e-10, 1 - 1e-7).log().neg().log().neg();
    return IndexOps.argmax(logits.div(temperature).add(noise), 1).toLongs();
  }
}
