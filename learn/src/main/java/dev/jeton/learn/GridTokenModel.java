package dev.jeton.learn;

import dev.jeton.generate.Guidance;
import dev.jeton.torch.Generator;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the tokens of a line, or of a square grid in reading order, given a class. Each place
 * holds one token or several sub-tokens. With several, the transformer reads a place as a linear
 * map of its sub-tokens' embeddings side by side, and a small causal transformer predicts the
 * sub-tokens of the next place one after the other from the hidden state and those before (the
 * factorised head of Bai et al., Factorized Visual Tokenization and Generation, 2024). With one, a
 * linear map gives its logits.
 *
 * <p>It may know how pictures look whatever their class, which guidance needs: then label {@code
 * classes} stands for none, and the training hides some labels so. And it may be taught other
 * orders than reading order: then each place is told which one it predicts (Yu et al., Randomized
 * Autoregressive Visual Generation, arXiv:2411.00776, section 3.2), and drawing stays in reading
 * order.
 */
public final class GridTokenModel {

  /**
   * @param vocabularies size of each sub-token's vocabulary; one entry for plain tokens
   * @param rows of the grid; 1 for a line of tokens
   * @param columns of the grid, as many as rows, or the length of the line
   * @param classes that a picture may be asked for
   * @param trunk reads places
   * @param headLayers blocks that predict sub-tokens; unused with one token per place
   * @param classless whether it knows a label for no class
   * @param anyOrder whether it learns other orders of places too
   */
  public record Shape(
      List<Integer> vocabularies,
      int rows,
      int columns,
      int classes,
      Transformer.Shape trunk,
      int headLayers,
      boolean classless,
      boolean anyOrder) {
    public Shape {
      vocabularies = List.copyOf(vocabularies);
      if (rows != 1 && rows != columns) {
        throw new IllegalArgumentException(
            "expected a line or a square of tokens, found %d rows of %d".formatted(rows, columns));
      }
    }

    /** A square grid; always told a class, in reading order only. */
    public Shape(
        List<Integer> vocabularies,
        int side,
        int classes,
        Transformer.Shape trunk,
        int headLayers) {
      this(vocabularies, side, side, classes, trunk, headLayers, false, false);
    }

    /** The same as a line of {@code columns} places. */
    public static Shape line(
        List<Integer> vocabularies,
        int columns,
        int classes,
        Transformer.Shape trunk,
        int headLayers) {
      return new Shape(vocabularies, 1, columns, classes, trunk, headLayers, false, false);
    }

    /** The same with a label for no class. */
    public Shape withClassless() {
      return new Shape(vocabularies, rows, columns, classes, trunk, headLayers, true, anyOrder);
    }

    /** The same, for any order of places. */
    public Shape withAnyOrder() {
      return new Shape(vocabularies, rows, columns, classes, trunk, headLayers, classless, true);
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
  private final @Nullable Tensor none;
  private final List<Tensor> tables = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final @Nullable Head head;
  private final @Nullable Tensor targets; // [places, dim]

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
    none = shape.classless() ? own.normal("classless", 1, 1, dim) : null;
    targets = shape.anyOrder() ? own.normal("targets", 0.1, shape.places(), dim) : null;
  }

  /**
   * The label for no class.
   *
   * @throws IllegalStateException where the shape has none
   */
  public int classless() {
    if (none == null) {
      throw new IllegalStateException(
          "this model is always told a class; its shape wants classless");
    }
    return shape.classes();
  }

  /**
   * Mean over places and sub-tokens of −ln p(sub-token | class, earlier places, earlier
   * sub-tokens).
   *
   * @param ids {@code [n, places, parts]}, int64
   * @param labels {@code [n]}, int64; {@code classes} for none where the shape has it
   */
  public Tensor loss(Tensor ids, Tensor labels) {
    var turned = rotary().narrow(0, shape.places());
    return loss(ids, labels, turned, targets);
  }

  /**
   * The same with the places of each picture in an order of its own.
   *
   * @param orders {@code [n][places]}, permutations
   * @throws IllegalStateException where the shape is for reading order only
   */
  public Tensor loss(Tensor ids, Tensor labels, int[] orders) {
    if (targets == null) {
      throw new IllegalStateException("this model reads in one order; its shape wants anyOrder");
    }
    long n = ids.size(0);
    int places = shape.places();
    var from = new int[orders.length]; // where each token stands in ids
    var position = new int[orders.length]; // of what is read: 0 for the class
    for (int i = 0; i < orders.length; i++) {
      from[i] = i / places * places + orders[i];
      position[i] = i % places == 0 ? 0 : orders[i - 1] + 1;
    }
    var device = ids.device();
    var moved =
        IndexOps.select(ids.reshape(-1, shape.parts()), 0, Tensor.of(from, from.length).to(device));
    return loss(
        moved.reshape(n, places, -1),
        labels,
        rotary().at(Tensor.of(position, n, places).to(device)),
        IndexOps.embedding(targets, Tensor.of(orders, n, places).to(device)));
  }

  private Tensor loss(Tensor ids, Tensor labels, Rotary turned, @Nullable Tensor wanted) {
    long n = ids.size(0);
    int dim = shape.trunk().dim();
    var earlier = embed(ids.narrow(1, 0, shape.places() - 1L));
    var x = IndexOps.cat(List.of(first(labels), earlier), 1); // [n, places, dim]
    var told = wanted == null ? x : x.add(wanted);
    var hidden = trunk.forward(told, turned).reshape(-1, dim); // [n · places, dim]
    var slots = slots(hidden, ids.reshape(-1, shape.parts()));
    Tensor sum = Tensor.full(0).to(ids.device());
    for (int s = 0; s < shape.parts(); s++) {
      var logits = NetOps.linear(slots.get(s), outputs.get(s), null);
      sum = sum.add(NetOps.crossEntropy(logits, ids.narrow(2, s, 1).reshape(-1)));
    }
    return sum.div(shape.parts());
  }

  /** {@code [n]} to {@code [n, 1, dim]}. */
  private Tensor first(Tensor labels) {
    var table = none == null ? classes : IndexOps.cat(List.of(classes, none), 0);
    return IndexOps.embedding(table, labels).reshape(labels.size(0), 1, -1);
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

  /** Draws a grid for each label, without guidance. */
  public int[] generate(int[] labels, double temperature, long seed) {
    return generate(labels, temperature, Guidance.NONE, seed);
  }

  /**
   * Draws a grid for each label.
   *
   * @param temperature the logits are divided by it; 1 for the model's own distribution
   * @param guidance for a shape with a label for no class; twice the time where it changes anything
   * @return {@code [n][places][parts]}
   */
  public int[] generate(int[] labels, double temperature, Guidance guidance, long seed) {
    int n = labels.length;
    int parts = shape.parts();
    boolean guided = guidance != Guidance.NONE;
    int rows = guided ? 2 * n : n; // with the class, then without
    var told = Arrays.copyOf(labels, rows);
    if (rows > n) {
      Arrays.fill(told, n, rows, classless());
    }
    var ids = new int[n * shape.places() * parts];
    try (var all = new Scope();
        var noGrad = new NoGrad()) {
      var random = new Generator(seed);
      var session = trunk.session(rows, shape.places(), rotary());
      var inner = head == null ? null : head.transformer().session(rows, parts, null);
      for (int place = 0; place < shape.places(); place++) {
        try (var scope = new Scope()) {
          double g = guidance.scale(place, shape.places());
          var x =
              place == 0 ? first(Tensor.of(told, rows)) : both(embed(at(ids, n, place - 1)), rows);
          var aimed = targets == null ? x : x.add(targets.narrow(0, place, 1));
          var state = session.step(aimed); // [rows, 1, dim]
          if (inner != null) {
            inner.restart();
          }
          for (int s = 0; s < parts; s++) {
            if (inner != null && head != null) {
              state = inner.step(state.add(head.slots().narrow(0, s, 1)));
            }
            var logits = NetOps.linear(state.reshape(rows, -1), outputs.get(s), null);
            var chosen = draw(guided ? guided(logits, g) : logits, temperature, random);
            for (int i = 0; i < n; i++) {
              ids[(i * shape.places() + place) * parts + s] = (int) chosen[i];
            }
            var taken = IndexOps.embedding(tables.get(s), Tensor.of(chosen, n));
            state = both(taken.reshape(n, 1, -1), rows);
          }
        }
      }
    }
    return ids;
  }

  /**
   * u + g · (c − u), as {@link Guidance} says.
   *
   * @param logits with the class, then without: {@code [2 n, size]}
   * @return {@code [n, size]}
   */
  static Tensor guided(Tensor logits, double g) {
    long n = logits.size(0) / 2;
    var with = logits.narrow(0, 0, n);
    return with.add(with.sub(logits.narrow(0, n, n)).mul(g - 1));
  }

  /** As often as it takes to make {@code rows} rows. */
  private static Tensor both(Tensor x, int rows) {
    return x.size(0) == rows ? x : IndexOps.cat(List.of(x, x), 0);
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
