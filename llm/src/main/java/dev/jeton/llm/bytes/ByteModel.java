package dev.jeton.llm.bytes;

import dev.jeton.llm.Model;
import dev.jeton.llm.ModelException;
import dev.jeton.llm.Session;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A model of tokens as a model of bytes: the probability of a text is the sum over its cover
 * encodings, which are the tokenizer's own encodings of texts that begin with it and whose last
 * token begins inside it (Phan et al., arXiv:2410.09303, section 3). Token sequences that the
 * tokenizer does not give have no probability; what the model gives them is shared out among the
 * others in proportion. Thread-safe, like the model.
 */
public final class ByteModel {

  /** How a text that goes before is seen, which may end inside a token. */
  public enum Start {
    /** By all its cover encodings. */
    EXACT,

    /** By its encoding without the last token, and any token that begins with the rest of it. */
    HEALED,

    /** By its encoding alone, as if no token could reach past its end. */
    PLAIN
  }

  private final Model model;
  private final Tokenizer tokenizer;
  private final int[] beginning;
  private final SortedTokens tokens;
  private final CanonicalTokens canonical;
  private final BitSet ends;
  private final double negligible;

  private ByteModel(
      Model model,
      Tokenizer tokenizer,
      SortedTokens tokens,
      CanonicalTokens canonical,
      double negligible) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.tokens = tokens;
    this.canonical = canonical;
    this.negligible = negligible;
    beginning = tokenizer.encode("");
    ends = new BitSet();
    model.ends().stream().filter(id -> id < model.shape().vocabulary()).forEach(ends::set);
  }

  /**
   * A model with its tokenizer.
   *
   * @throws ModelException if the tokenizer is no byte-level BPE
   */
  public static ByteModel of(Model model, Tokenizer tokenizer) {
    var tokens = new SortedTokens(tokenizer);
    return new ByteModel(model, tokenizer, tokens, new CanonicalTokens(tokenizer, tokens), 0);
  }

  /**
   * The same that does not follow encodings whose share of a text's probability is below {@code
   * share}: fewer forward passes than one a byte, and probabilities that are off by about as much,
   * or more where later bytes speak for what was left out; a byte that only that leads to has none.
   *
   * @param share 0 to 1; 0 is exact
   */
  public ByteModel neglecting(double share) {
    return new ByteModel(model, tokenizer, tokens, canonical, share);
  }

  Model model() {
    return model;
  }

  SortedTokens tokens() {
    return tokens;
  }

  /** Bytes of a token. */
  int length(int id) {
    return tokenizer.token(id).length;
  }

  CanonicalTokens canonical() {
    return canonical;
  }

  /** The ids that end a text. */
  BitSet ends() {
    return ends;
  }

  double negligible() {
    return negligible;
  }

  /** The ids that the tokenizer puts before a text. */
  int[] beginning() {
    return beginning;
  }

  /** The ids of a text alone; what looks like a special token in it is text. */
  public int[] ids(String text) {
    return tokenizer.bare().encode(text);
  }

  /** A text that begins with {@code prefix}. */
  public ByteSession start(String prefix) {
    return start(beginning, Utf8.encode(prefix), Start.EXACT);
  }

  /**
   * A text that begins with {@code prefix}. Of one that does not fit three quarters of the model's
   * context the end is read.
   *
   * @param before ids that go before the text, such as control tokens
   * @param prefix bytes of UTF-8; may end inside a character
   * @throws ModelException if {@code before} takes more than three quarters of the context
   */
  public ByteSession start(int[] before, byte[] prefix, Start start) {
    int[] ids = canonical.ids(prefix, prefix.length);
    int read = read(prefix, ids, start);
    int room = model.shape().context() * 3 / 4 - before.length;
    if (room < 1) {
      throw new ModelException(
          "expected at most %d ids before a text, found %d"
              .formatted(model.shape().context() * 3 / 4 - 1, before.length));
    }
    int dropped = Math.max(0, read - room);
    var session = model.session();
    int[] all = Arrays.copyOf(before, before.length + read - dropped);
    System.arraycopy(ids, dropped, all, before.length, read - dropped);
    session.append(all);
    return opened(session, prefix, Arrays.copyOf(ids, read), start);
  }

  /** How many ids of the prefix are taken as they are. */
  private int read(byte[] prefix, int[] ids, Start start) {
    return switch (start) {
      case EXACT -> before(ids, canonical.lastPieces(prefix, 0, prefix.length));
      case HEALED -> Math.max(0, ids.length - 1);
      case PLAIN -> ids.length;
    };
  }

  /** How many ids end at or before a place. */
  private int before(int[] ids, int place) {
    int n = 0;
    for (int at = 0; n < ids.length; n++) {
      at += length(ids[n]);
      if (at > place) {
        break;
      }
    }
    return n;
  }

  private ByteSession opened(Session session, byte[] prefix, int[] read, Start start) {
    int divider = bytes(read);
    int first = read.length; // of the ids whose pieces what follows may cut otherwise
    if (start == Start.EXACT) {
      first = before(read, canonical.lastPieces(prefix, 0, divider));
    }
    int[] last = Arrays.copyOfRange(read, first, read.length);
    int from = divider - bytes(last);
    int seam = start == Start.HEALED ? prefix.length - divider : 0;
    var opened =
        new ByteSession(this, session, Arrays.copyOfRange(prefix, from, divider), last, seam);
    for (int i = divider; i < prefix.length; i++) {
      opened.accept(prefix[i] & 0xFF);
    }
    return opened;
  }

  private int bytes(int[] ids) {
    int sum = 0;
    for (int id : ids) {
      sum += length(id);
    }
    return sum;
  }

  /**
   * Logarithms of the probabilities of each byte after {@code prefix}, and of the text's end.
   *
   * @return {@code [257]}
   */
  public double[] byteLogProbs(String prefix) {
    return start(prefix).logProbs();
  }

  /**
   * Minus the logarithm to base 2 of a text's probability, per byte. Where the context is full the
   * model goes on with the last bytes, as many as it has positions and at most three quarters full.
   *
   * @throws ModelException if the text is empty
   */
  public double bitsPerByte(String text) {
    byte[] utf8 = Utf8.encode(text);
    if (utf8.length == 0) {
      throw new ModelException("expected a text, found none");
    }
    double sum = 0;
    var session = start("");
    for (int i = 0; i < utf8.length; i++) {
      if (session.room() < 2) {
        int from = Math.max(0, i - model.shape().context());
        while (from < i && (utf8[from] & 0xC0) == 0x80) {
          from++;
        }
        session = start(beginning, Arrays.copyOfRange(utf8, from, i), Start.EXACT);
      }
      sum += session.logProbs()[utf8[i] & 0xFF];
      session.accept(utf8[i] & 0xFF);
    }
    return -sum / Math.log(2) / utf8.length;
  }
}
