package dev.jeton.llm.bytes;

import dev.jeton.text.Tokenizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The tokens of a vocabulary that are text, in the order of their bytes. */
final class SortedTokens {
  private final byte[][] bytes; // by place in the order
  private final int[] ids; // by place

  SortedTokens(Tokenizer tokenizer) {
    ids =
        IntStream.range(0, tokenizer.size())
            .filter(id -> tokenizer.has(id) && !isAdded(tokenizer, id))
            .filter(id -> tokenizer.token(id).length > 0)
            .boxed()
            .sorted(
                Comparator.comparing(tokenizer::token, Arrays::compareUnsigned)
                    .thenComparing(Comparator.naturalOrder()))
            .mapToInt(id -> id)
            .toArray();
    bytes = new byte[ids.length][];
    for (int place = 0; place < ids.length; place++) {
      bytes[place] = tokenizer.token(ids[place]);
    }
  }

  private static boolean isAdded(Tokenizer tokenizer, int id) {
    return tokenizer.addedTokens().stream().anyMatch(token -> token.id() == id);
  }

  int size() {
    return ids.length;
  }

  int id(int place) {
    return ids[place];
  }

  /** Not to be changed. */
  byte[] bytes(int place) {
    return bytes[place];
  }

  int length(int place) {
    return bytes[place].length;
  }

  /** Byte number {@code depth} of a token that has so many. */
  int at(int place, int depth) {
    return bytes[place][depth] & 0xFF;
  }

  /**
   * The first place in {@code [from, to)} whose token has byte {@code b} or a larger one at {@code
   * depth}; {@code to} if none has. All of them are longer than {@code depth} and equal before.
   */
  int first(int from, int to, int depth, int b) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle, depth) < b) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
