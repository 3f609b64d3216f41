package dev.jeton.llm.bytes;

import dev.jeton.llm.ModelException;
import dev.jeton.text.Pipeline;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.model.TokenBuffer;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.pretokenizer.SplitPattern;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which token may follow others so that they are what the tokenizer gives for the beginning of some
 * text. Only the last pieces of the pre-tokenizer are merged again. Thread-safe.
 *
 * <p>What comes next may cut white space otherwise: GPT-2's pattern gives a line break before a
 * letter a piece of its own. So tokens that end in white space are also tried before a letter, a
 * digit and a sign that merge with nothing. Where a text or a token ends inside a character, the
 * pre-tokenizer is shown the first character that begins so; the same bytes merge whatever it is.
 */
final class CanonicalTokens {
  private static final int KEPT = 4096;

  private final Pipeline parts;
  private final SortedTokens tokens;
  private final int back;
  private final List<byte[]> continuations;
  private final Map<List<Object>, BitSet> found =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, BitSet> eldest) {
          return size() > KEPT;
        }
      };

  CanonicalTokens(Tokenizer tokenizer, SortedTokens tokens) {
    parts = tokenizer.parts();
    this.tokens = tokens;
    boolean bytes = parts.model() instanceof Bpe bpe && bpe.rules().bytes();
    boolean local = parts.normalizer() == Normalizer.NONE && parts.preTokenizer().local();
    if (!bytes || !local) {
      throw new ModelException(
          "expected a byte-level BPE tokenizer that changes no text and cuts by what is near, found %s"
              .formatted(String.join(", ", parts.origin().parts())));
    }
    var pattern = SplitPattern.of(parts.preTokenizer().work());
    back = pattern.isPresent() && pattern.get() != SplitPattern.O200K ? 1 : 2;
    var merging = merging(tokens);
    continuations =
        List.of(
            unmerged(merging, Character::isLetter),
            unmerged(merging, Character::isDigit),
            unmerged(merging, c -> Character.getType(c) == Character.OTHER_SYMBOL));
  }

  /** Bytes that stand behind another one in some token. */
  private static BitSet merging(SortedTokens tokens) {
    var merging = new BitSet();
    for (int place = 0; place < tokens.size(); place++) {
      for (int i = 1; i < tokens.length(place); i++) {
        merging.set(tokens.at(place, i));
      }
    }
    return merging;
  }

  /** The first character of its kind that merges with nothing before it; else the very first. */
  private static byte[] unmerged(BitSet merging, IntPredicate kind) {
    return IntStream.concat(
            IntStream.rangeClosed(0x80, 0x2FFFF).filter(kind).filter(c -> !merging.get(lead(c))),
            IntStream.rangeClosed(0x80, 0x2FFFF).filter(kind))
        .mapToObj(c -> Character.toString(c).getBytes(StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }

  private static int lead(int c) {
    return Character.toString(c).getBytes(StandardCharsets.UTF_8)[0] & 0xFF;
  }

  /**
   * Where the pieces begin that what follows may cut otherwise.
   *
   * @param text from its beginning or from where an earlier call said
   * @param length bytes of it that count
   */
  int lastPieces(byte[] text, int from, int length) {
    var whole = new WholeCharacters(text, from, length);
    var starts = new int[] {from, from}; // of the last two pieces that count
    parts
        .preTokenizer()
        .split(
            Text.of(whole.bytes),
            0,
            whole.bytes.length,
            (t, a, b) -> {
              if (back == 1 || !blank(t.bytes(), a, b)) {
                starts[0] = starts[1];
                starts[1] = from + a;
              }
            });
    return starts[2 - back];
  }

  private static boolean blank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The places in {@link SortedTokens} of tokens that may follow {@code ids}.
   *
   * @param last the last pieces of a text
   * @param ids their tokens
   */
  BitSet after(byte[] last, int[] ids) {
    List<Object> key = List.of(ByteBuffer.wrap(last), IntBuffer.wrap(ids));
    synchronized (found) {
      var known = found.get(key);
      if (known != null) {
        return known;
      }
    }
    var places = compute(last, ids);
    synchronized (found) {
      found.put(key, places);
    }
    return places;
  }

  private BitSet compute(byte[] last, int[] ids) {
    var places = new BitSet(tokens.size());
    int[] more = Arrays.copyOf(ids, ids.length + 1);
    for (int place = 0; place < tokens.size(); place++) {
      byte[] joined = join(last, tokens.bytes(place));
      more[ids.length] = tokens.id(place);
      if (legal(joined, last.length, joined.length) && begins(joined, more)) {
        places.set(place);
      }
    }
    return places;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Whether some text that begins with {@code bytes} has tokens that begin with {@code ids}. */
  private boolean begins(byte[] bytes, int[] ids) {
    if (Arrays.equals(ids, ids(bytes, bytes.length))) {
      return true;
    }
    int end = bytes[bytes.length - 1];
    boolean blank = end <= ' ' && (end > 0 || characterStart(bytes, bytes.length) == bytes.length);
    return blank
        && continuations.stream()
            .map(next -> join(bytes, next))
            .anyMatch(text -> startsWith(ids(text, text.length), ids));
  }

  private static boolean startsWith(int[] all, int[] first) {
    return all.length >= first.length
        && Arrays.equals(all, 0, first.length, first, 0, first.length);
  }

  /** Whether the tokenizer gives these ids for the text of their bytes, which ends there. */
  boolean whole(byte[] last, int[] ids) {
    return characterStart(last, last.length) == last.length
        && Arrays.equals(ids, ids(last, last.length));
  }

  /**
   * Whether the bytes are UTF-8, but for the last character's end; those before {@code from} are.
   */
  private static boolean legal(byte[] bytes, int from, int length) {
    var state = Utf8State.START;
    for (int i = characterStart(bytes, from); i < length; i++) {
      int b = bytes[i] & 0xFF;
      if (!state.allows(b)) {
        return false;
      }
      state = state.after(b);
    }
    return true;
  }

  /** Where the character begins that {@code bytes[0, at)} does not end; {@code at} if it does. */
  private static int characterStart(byte[] bytes, int at) {
    for (int start = at - 1; start >= Math.max(0, at - 3); start--) {
      int b = bytes[start] & 0xFF;
      if (b >= 0xC0) {
        int length = b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
        return start + length > at ? start : at;
      }
      if (b < 0x80) {
        return at;
      }
    }
    return at;
  }

  /** The ids of {@code bytes[0, length)}, which may end inside a character. */
  int[] ids(byte[] bytes, int length) {
    var whole = new WholeCharacters(bytes, 0, length);
    var out = TokenBuffer.keepingIds(8);
    var text = Text.of(whole.bytes);
    parts
        .preTokenizer()
        .split(
            text,
            0,
            whole.bytes.length,
            (t, a, b) -> {
              int to = Math.min(b, length);
              if (a < to) {
                parts.model().tokenize(t, a, to, out);
              }
            });
    return out.ids();
  }

  /** Bytes with the last character completed to the first one that begins so. */
  private static final class WholeCharacters {
    final byte[] bytes;

    WholeCharacters(byte[] text, int from, int to) {
      int start = characterStart(text, to);
      if (start == to || start < from) {
        bytes = Arrays.copyOfRange(text, from, to);
        return;
      }
      var state = Utf8State.START;
      for (int i = start; i < to; i++) {
        state = state.after(text[i] & 0xFF);
      }
      var filled = Arrays.copyOfRange(text, from, to + state.missing());
      for (int i = to - from; i < filled.length; i++) {
        filled[i] = (byte) state.low();
        state = state.after(state.low());
      }
      bytes = filled;
    }
  }
}
