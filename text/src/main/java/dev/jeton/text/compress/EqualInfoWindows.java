package dev.jeton.text.compress;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A text as windows of equally many bits: Lester et al., Training LLMs over Neurally Compressed
 * Text, arXiv:2404.03626. An arithmetic coder takes bytes while a codeword of W bits is left for
 * them; then the codeword is written, and coder and model begin again. So a codeword means the same
 * wherever it stands.
 *
 * <p>The coder's state is the interval of codewords that are left, at first all 2^W. A byte narrows
 * it to its share: in proportion to the model's frequencies ({@link Shares}), in the order of the
 * bytes. The first codeword of an interval is kept back for the window that ends there, so any text
 * may end at any byte without padding, and every codeword has a text of its own. At the beginning
 * of a window nothing is kept back and each byte has at least one codeword: no window is empty,
 * however improbable a byte is. (The paper's coder ends where no codeword of W bits is left, and
 * pads.)
 */
public final class EqualInfoWindows {
  /** Fewest bits of a window: each byte needs a codeword. */
  public static final int FEWEST_BITS = 8;

  /** Most bits of a window. */
  public static final int MOST_BITS = 30;

  private final ByteModel model;
  private final int bits;

  /**
   * @param bits of a window, {@value #FEWEST_BITS} to {@value #MOST_BITS}
   */
  public EqualInfoWindows(ByteModel model, int bits) {
    if (bits < FEWEST_BITS || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "expected windows of %d to %d bits, found %d".formatted(FEWEST_BITS, MOST_BITS, bits));
    }
    this.model = model;
    this.bits = bits;
  }

  /** Bits of a window. */
  public int bits() {
    return bits;
  }

  /** One codeword for each window of {@code text}. */
  public int[] encode(byte[] text) {
    var codewords = new int[text.length];
    int windows = 0;
    var window = new Window();
    for (int at = 0; at < text.length; windows++) {
      window.open();
      while (at < text.length && window.take(text[at])) {
        at++;
      }
      codewords[windows] = window.codeword();
    }
    return Arrays.copyOf(codewords, windows);
  }

  /**
   * The text of windows. Any codewords have one.
   *
   * @throws IllegalArgumentException if one has more than W bits
   */
  public byte[] decode(int... codewords) {
    var text = new ByteArrayOutputStream();
    var window = new Window();
    for (int codeword : codewords) {
      if (codeword < 0 || codeword >>> bits != 0) {
        throw new IllegalArgumentException(
            "expected codewords of %d bits, found %d".formatted(bits, codeword));
      }
      window.open();
      for (int next = window.next(codeword); next >= 0; next = window.next(codeword)) {
        text.write(next);
      }
    }
    return text.toByteArray();
  }

  /** The state of the coder within one window. For one thread. */
  final class Window {
    private final ByteModel.Predictor predictor = model.predictor();
    private final int[] frequencies = new int[ByteModel.BYTES];
    private final int[] shares = new int[ByteModel.BYTES];
    private final Shares division = new Shares();
    private int low;
    private int codewords;
    private boolean empty;

    Window() {
      open();
    }

    /** Begins again. */
    void open() {
      predictor.reset();
      low = 0;
      codewords = 1 << bits;
      empty = true;
    }

    /**
     * Continues behind {@code text}, for which so many codewords are left from {@code first} on.
     */
    void open(byte[] text, int first, int left) {
      predictor.reset();
      for (byte b : text) {
        predictor.append(b);
      }
      low = first;
      codewords = left;
      empty = false;
    }

    /** The first codeword that is left: the one of the text so far. */
    int codeword() {
      return low;
    }

    /** Divides what is left among the bytes. */
    int[] divide() {
      Arrays.fill(shares, empty ? 1 : 0);
      int rest = codewords - (empty ? ByteModel.BYTES : 1);
      if (rest > 0) {
        predictor.frequencies(frequencies);
        division.add(frequencies, rest, shares);
      }
      return shares;
    }

    /** Takes one more byte, if a codeword is left for it. */
    boolean take(byte next) {
      if (codewords == 1) {
        return false;
      }
      int[] parts = divide();
      int share = parts[next & 0xff];
      if (share == 0) {
        return false;
      }
      int before = empty ? 0 : 1;
      for (int b = 0; b < (next & 0xff); b++) {
        before += parts[b];
      }
      narrow(next, before, share);
      return true;
    }

    /** The byte that {@code codeword} goes on with, or −1 where its window ends. */
    int next(int codeword) {
      if (!empty && codeword == low) {
        return -1;
      }
      int[] parts = divide();
      int before = empty ? 0 : 1;
      int b = 0;
      while (codeword - low >= before + parts[b]) {
        before += parts[b++];
      }
      narrow((byte) b, before, parts[b]);
      return b;
    }

    private void narrow(byte next, int before, int share) {
      low += before;
      codewords = share;
      empty = false;
      predictor.append(next);
    }
  }
}
