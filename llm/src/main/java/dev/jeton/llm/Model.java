package dev.jeton.llm;

import dev.jeton.kernels.WeightWidth;
import dev.jeton.llm.arch.Architectures;
import dev.jeton.llm.arch.ModelKeys;
import dev.jeton.llm.draft.PassCosts;
import dev.jeton.llm.file.ModelFiles;
import dev.jeton.llm.kv.AttentionShape;
import dev.jeton.llm.kv.CacheType;
import dev.jeton.llm.kv.FullCache;
import dev.jeton.text.Tokenizer;
import dev.jeton.weights.gguf.Gguf;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A language model. Immutable, for any number of threads and sessions; its file stays mapped until
 * it is closed, and sessions may not be used after that.
 */
public final class Model implements AutoCloseable {
  /** Bytes of a file, or of copied weights, from which on a model is large: nobody should wait. */
  private static final long LARGE = 200_000_000;

  private final Gguf file;
  private final ModelKeys keys;
  private final TransformerShape shape;
  private final Precision precision;
  private final Transformer transformer;
  private final Optional<Tokenizer> tokenizer;
  private final Arena arena;
  private final Arrangement arrangement;
  private volatile long fingerprint;
  private volatile @Nullable PassCosts passes;
  private volatile @Nullable Attentions attentions; // of the last session: their tables grow

  private Model(
      Gguf file,
      ModelKeys keys,
      TransformerShape shape,
      Precision precision,
      Transformer transformer,
      Optional<Tokenizer> tokenizer,
      Arena arena,
      Arrangement arrangement) {
    this.file = file;
    this.keys = keys;
    this.shape = shape;
    this.precision = precision;
    this.transformer = transformer;
    this.tokenizer = tokenizer;
    this.arena = arena;
    this.arrangement = arrangement;
  }

  /** Opens a model as {@link #open(Path, Precision)} does, with {@link Precision#AUTO}. */
  public static Model open(Path path) throws IOException {
    return open(path, Precision.AUTO);
  }

  /**
   * Opens a GGUF file, a {@code .bin} of llama2.c, or a folder of config.json and safetensors.
   *
   * @throws ModelException if the model is of no known architecture, incomplete, or needs more
   *     memory than there is
   * @throws IOException if a file cannot be read or is broken
   */
  @SuppressWarnings("MustBeClosedChecker") // close() does
  public static Model open(Path path, Precision precision) throws IOException {
    if (Files.isRegularFile(path) && Files.size(path) > LARGE) {
      WeightWidth.measure(); // while the tokenizer is read
    }
    var arena = Arena.ofShared();
    try {
      var file = ModelFiles.open(path, arena);
      return named(path, () -> of(file, precision, arena));
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Opens a model that is shipped: a GGUF file on the class path, which stays in memory.
   *
   * @param name such as {@code lm-small}
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  public static Model shipped(String name, Precision precision) throws IOException {
    return open(dev.jeton.core.ModelFiles.SHIPPED.read(name + ".gguf"), name, precision);
  }

  /**
   * Opens the bytes of a GGUF file as {@link #open(Path, Precision)} does.
   *
   * @param name what errors call it
   */
  @SuppressWarnings("MustBeClosedChecker") // close() does
  public static Model open(byte[] gguf, String name, Precision precision) throws IOException {
    var arena = Arena.ofShared();
    try {
      var file = ModelFiles.open(gguf, name, arena);
      return named(Path.of(name), () -> of(file, precision, arena));
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private interface Opening {
    Model open();
  }

  private static Model named(Path path, Opening opening) {
    try {
      return opening.open();
    } catch (ModelException e) {
      throw new ModelException(path + ": " + e.getMessage(), e);
    }
  }

  static Model of(ModelFiles.Opened opened, Precision precision, Arena arena) {
    return of(opened, precision, arena, LARGE);
  }

  /**
   * Opens a model.
   *
   * @param large bytes of copied weights from which on they are copied while it is used
   */
  static Model of(ModelFiles.Opened opened, Precision precision, Arena arena, long large) {
    var file = opened.model();
    var keys = new ModelKeys(file.metadata());
    var style = Architectures.named(keys.architecture()).style(keys);
    var shape = TransformerShape.of(file, keys);
    var chosen = Memory.choose(file, precision);
    var tensors = new ModelTensors(file, shape, style, chosen);
    var transformer = new Transformer(shape, style, tensors);
    var arrangement = tensors.arrange(Memory.heapHolds(file) ? null : arena, large);
    return new Model(
        file, keys, shape, chosen, transformer, opened.tokenizer(), arena, arrangement);
  }

  /** Its sizes. */
  public TransformerShape shape() {
    return shape;
  }

  /** In what form its matrices are held. */
  public Precision precision() {
    return precision;
  }

  /**
   * Whether its weights lie in the order that is read fastest. A large model in {@link
   * Precision#ROUNDED} is open before that; it says the same, a little slower, until then.
   */
  public boolean arranged() {
    return arrangement.done();
  }

  /**
   * Waits until its weights are {@linkplain #arranged arranged}, for who wants to take times; an
   * interrupt, which is left standing, ends the waiting.
   *
   * @throws ModelException if some weights are no numbers; else the first pass says so
   */
  public void awaitArranged() {
    arrangement.await();
  }

  /** Bytes of weights that are read for a token. */
  public long bytesPerToken() {
    return transformer.bytesPerToken();
  }

  /** What its file says. */
  public Gguf file() {
    return file;
  }

  /** The tokenizer that came with it, if any. */
  public Optional<Tokenizer> tokenizer() {
    return tokenizer;
  }

  /** An empty session of at most as many positions as the model was made for. */
  public Session session() {
    return session(shape.context());
  }

  /**
   * An empty session.
   *
   * @param context how many positions it may have at most
   */
  public Session session(int context) {
    return session(context, CacheType.F32);
  }

  /**
   * An empty session.
   *
   * @param context how many positions it may have at most
   * @param type how keys and values are stored
   */
  public Session session(int context, CacheType type) {
    if (context < 1 || context > shape.context()) {
      throw new ModelException(
          "expected a context of 1 to %d positions, found %d".formatted(shape.context(), context));
    }
    var attention = attention(context);
    return new Session(
        this, new FullCache(attention, type), context, FullCache.bytesPerRow(attention, type));
  }

  /**
   * A session that {@link Session#save} has written.
   *
   * @throws ModelException if the file holds none, is broken, or is of another model
   */
  public Session restore(Path file) throws IOException {
    var stored =
        SessionFile.read(file, this, (context, type) -> new FullCache(attention(context), type));
    long perRow = FullCache.bytesPerRow(attention(stored.context()), stored.cache().type());
    return Session.of(this, stored, perRow);
  }

  /** Tells models apart: of names, types, sizes and some bytes of all tensors. Not 0. */
  public long fingerprint() {
    long known = fingerprint;
    if (known == 0) {
      known = Fingerprint.of(file);
      fingerprint = known;
    }
    return known;
  }

  /** The ids that end a text: those that the file says; 1 and 2 for a llama2.c file. */
  public Set<Integer> ends() {
    var ends = new TreeSet<Integer>();
    for (var key : List.of("eos_token_id", "eot_token_id", "eom_token_id")) {
      file.metadata().number("tokenizer.ggml." + key).ifPresent(id -> ends.add((int) id));
    }
    for (double id : file.metadata().numbers("jeton.end_token_ids")) {
      ends.add((int) id);
    }
    return ends;
  }

  private record Attentions(int context, List<AttentionShape> shapes) {}

  /** How its layers attend in a context of so many positions; sessions share the tables. */
  List<AttentionShape> attention(int context) {
    var known = attentions;
    if (known == null || known.context != context) {
      known = new Attentions(context, shape.attention(file, keys, context));
      attentions = known;
    }
    return known.shapes;
  }

  Transformer transformer() {
    return transformer;
  }

  @Override
  public void close() {
    arrangement.close();
    arena.close();
  }

  /** What passes were found to cost lately, if at all. */
  @Nullable PassCosts passes() {
    return passes;
  }

  /** Remembers what passes cost. */
  void passes(PassCosts costs) {
    passes = costs;
  }
}
