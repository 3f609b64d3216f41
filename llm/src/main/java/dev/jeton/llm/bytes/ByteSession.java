package dev.jeton.llm.bytes;

import dev.jeton.llm.ModelException;
import dev.jeton.llm.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of which a {@link ByteModel} has read a part. A node is an encoding of the text up to some
 * byte; the tokens that may follow it and agree with the bytes since then are a stretch of the
 * sorted vocabulary, which every byte makes narrower (Phan et al., arXiv:2410.09303, section 4). A
 * byte takes one forward pass: that of the encoding which ends with it.
 */
public final class ByteSession implements BytePredictor {

  /**
   * An encoding that ends after {@code at} bytes.
   *
   * @param token the last one; −1 for what was read before the text
   * @param logP logarithm of its probability
   * @param next probability of each token after it, by place in the sorted vocabulary
   * @param end probability that the text ends
   * @param pieces where the last pieces begin that what follows may cut otherwise
   * @param last their tokens
   */
  private record Node(
      @Nullable Node parent,
      int token,
      int at,
      double logP,
      double[] next,
      double end,
      int pieces,
      int[] last) {}

  /** A node and the places of the tokens that agree with the bytes behind it and are longer. */
  private record Cover(Node node, int from, int to) {}

  private final ByteModel model;
  private final Session session;
  private final int base;
  private byte[] text;
  private int length;
  private List<Cover> covers = new ArrayList<>();
  private final Node root;
  private double negligible;
  private final int seam;
  private int passes;

  /**
   * Begins after what {@code session} has read.
   *
   * @param before bytes at its end whose pieces may be cut otherwise; none where a piece begins
   * @param ids their tokens
   * @param seam no token ends before so many bytes, and the token behind one that ends there need
   *     not be what the tokenizer gives
   */
  ByteSession(ByteModel model, Session session, byte[] before, int[] ids, int seam) {
    this.seam = before.length + seam;
    this.model = model;
    this.session = session;
    base = session.length();
    text = Arrays.copyOf(before, before.length + 64);
    length = before.length;
    negligible = model.negligible();
    root = node(null, -1, 0, 0, ids);
    add(root);
  }

  private ByteSession(ByteSession other) {
    model = other.model;
    session = other.session.fork();
    base = other.base;
    text = other.text.clone();
    length = other.length;
    covers = new ArrayList<>(other.covers);
    root = other.root;
    negligible = other.negligible;
    seam = other.seam;
    passes = other.passes;
  }

  @Override
  public ByteSession fork() {
    return new ByteSession(this);
  }

  /** Forward passes since the beginning, that of what was read before the text not counted. */
  public int passes() {
    return passes;
  }

  /** How many tokens the model's context has left. */
  public int room() {
    return session.context() - session.length();
  }

  private void add(Node node) {
    covers.add(new Cover(node, 0, model.tokens().size()));
  }

  @Override
  public double[] logProbs() {
    double[] masses = masses();
    double sum = Arrays.stream(masses).sum();
    for (int b = 0; b < SYMBOLS; b++) {
      masses[b] = Math.log(masses[b] / sum);
    }
    return masses;
  }

  /** Probabilities of the text with each symbol, in units of e to the power of {@link #unit}. */
  private double[] masses() {
    double unit = unit();
    var tokens = model.tokens();
    var masses = new double[SYMBOLS];
    for (var cover : covers) {
      double weight = Math.exp(cover.node.logP - unit);
      int depth = length - cover.node.at;
      for (int place = cover.from; place < cover.to; place++) {
        masses[tokens.at(place, depth)] += weight * cover.node.next[place];
      }
      if (depth == 0) {
        masses[END] += weight * cover.node.end;
      }
    }
    return masses;
  }

  private double unit() {
    return covers.stream().mapToDouble(cover -> cover.node.logP).max().orElse(0);
  }

  @Override
  public void accept(int b) {
    if (b < 0 || b > 0xFF) {
      throw new IllegalArgumentException("expected a byte, 0 to 255, found " + b);
    }
    boolean followed = follow(b);
    if (!followed && negligible > 0) {
      readAgain();
      followed = follow(b);
    }
    if (!followed) {
      throw new ModelException(
          "expected bytes that some tokens of the model begin with, found 0x%02X after %d bytes"
              .formatted(b, length));
    }
  }

  /** The text so far by all its encodings: what was neglected turned out to be needed. */
  private void readAgain() {
    int to = length;
    negligible = 0;
    length = root.at;
    covers = new ArrayList<>();
    add(root);
    for (int i = root.at; i < to; i++) {
      boolean unused = follow(text[i] & 0xFF);
    }
  }

  /** Whether some encoding goes on with {@code b}; if none does, nothing changes. */
  private boolean follow(int b) {
    boolean ends = length + 1 >= seam;
    double least = least(b);
    var tokens = model.tokens();
    var narrowed = new ArrayList<Cover>();
    var ended = new ArrayList<Ended>();
    for (var cover : covers) {
      int depth = length - cover.node.at;
      int from = tokens.first(cover.from, cover.to, depth, b);
      int to = tokens.first(from, cover.to, depth, b + 1);
      for (; from < to && tokens.length(from) == depth + 1; from++) {
        double p = cover.node.next[from];
        if (ends && p > 0 && cover.node.logP + Math.log(p) >= least) {
          ended.add(new Ended(cover.node, from));
        }
      }
      if (possible(cover.node, from, to)) {
        narrowed.add(new Cover(cover.node, from, to));
      }
    }
    if (narrowed.isEmpty() && ended.isEmpty()) {
      return false;
    }
    text = length == text.length ? Arrays.copyOf(text, 2 * length) : text;
    text[length++] = (byte) b;
    covers = narrowed;
    ended.forEach(end -> add(node(end)));
    return true;
  }

  /** The logarithm of the smallest probability of an encoding worth a forward pass. */
  private double least(int b) {
    return negligible == 0 ? Double.NEGATIVE_INFINITY : Math.log(negligible * masses()[b]) + unit();
  }

  private record Ended(Node node, int place) {}

  private static boolean possible(Node node, int from, int to) {
    for (int place = from; place < to; place++) {
      if (node.next[place] > 0) {
        return true;
      }
    }
    return false;
  }

  /** The encoding {@code parent} and one token more, which ends here. */
  private Node node(Ended ended) {
    var parent = ended.node;
    int token = model.tokens().id(ended.place);
    int pieces =
        length == seam ? length : model.canonical().lastPieces(text, parent.pieces, length);
    double logP = parent.logP + Math.log(parent.next[ended.place]);
    return node(parent, token, logP, pieces, last(parent, token, pieces));
  }

  /** The tokens of the last pieces. */
  private int[] last(Node parent, int token, int pieces) {
    int first = 0;
    for (int at = parent.pieces; at < pieces && first < parent.last.length; first++) {
      at += model.length(parent.last[first]);
    }
    int[] last = Arrays.copyOfRange(parent.last, first, parent.last.length + 1);
    last[last.length - 1] = token;
    return pieces == length ? new int[0] : last;
  }

  private Node node(@Nullable Node parent, int token, double logP, int pieces, int[] last) {
    float[] logits = parent == null ? begun() : read(parent, token);
    byte[] piece = Arrays.copyOfRange(text, pieces, length);
    var places = model.canonical().after(piece, last);
    var ends = model.canonical().whole(piece, last) ? model.ends() : new BitSet();
    var tokens = model.tokens();
    double max = Double.NEGATIVE_INFINITY;
    for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
      max = Math.max(max, logits[tokens.id(i)]);
    }
    for (int i = ends.nextSetBit(0); i >= 0; i = ends.nextSetBit(i + 1)) {
      max = Math.max(max, logits[i]);
    }
    var next = new double[tokens.size()];
    double sum = 0;
    for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
      next[i] = Math.exp(logits[tokens.id(i)] - max);
      sum += next[i];
    }
    double end = 0;
    for (int i = ends.nextSetBit(0); i >= 0; i = ends.nextSetBit(i + 1)) {
      end += Math.exp(logits[i] - max);
    }
    sum += end;
    for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
      next[i] /= sum;
    }
    return new Node(parent, token, length, logP, next, end / sum, pieces, last);
  }

  /** The logits after what was read before the text; all alike where that is nothing. */
  private float[] begun() {
    return base == 0 ? new float[model.model().shape().vocabulary()] : session.logits();
  }

  private float[] read(Node parent, int token) {
    int[] path = path(parent, token);
    int[] have = session.ids();
    int same = 0;
    while (same < path.length - 1 && base + same < have.length && have[base + same] == path[same]) {
      same++;
    }
    session.truncate(base + same);
    session.append(Arrays.copyOfRange(path, same, path.length));
    passes++;
    return session.logits();
  }

  private static int[] path(Node parent, int token) {
    int depth = 1;
    for (var node = parent; node.parent != null; node = node.parent) {
      depth++;
    }
    var path = new int[depth];
    path[--depth] = token;
    for (var node = parent; node.parent != null; node = node.parent) {
      path[--depth] = node.token;
    }
    return path;
  }
}
