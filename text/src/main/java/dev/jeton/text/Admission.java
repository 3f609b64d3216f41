package dev.jeton.text;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.chat.RenderedChat;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Which control tokens in a text become ids. In a rendered conversation those that the template
 * wrote do, and the policy is for those in which the conversation has a part.
 *
 * @param edges where the conversation's own text begins, ends, begins again …, in bytes
 * @param meant which tokens beside the special ones mean something there
 */
record Admission(SpecialTokens policy, int[] edges, Predicate<String> meant) {
  private static final int[] ALL = {0};

  /** What becomes of a token. */
  enum Verdict {
    /** It becomes its id. */
    ID,
    /** It is text. */
    TEXT,
    /** A shorter one may stand in its place. */
    SHORTER
  }

  /** That of a text which all comes from outside. */
  static Admission of(SpecialTokens policy) {
    return new Admission(policy, ALL, token -> false);
  }

  /** That of {@code chat}. */
  Admission in(RenderedChat chat) {
    var segments = chat.segments();
    int[] edges = new int[2 * segments.size()];
    int count = 0;
    int chars = 0;
    for (var segment : segments) {
      if (segment.content()) {
        edges[count++] = chars;
        edges[count++] = chars + segment.text().length();
      }
      chars += segment.text().length();
    }
    return new Admission(policy, inBytes(chat.text(), Arrays.copyOf(edges, count)), chat::writes);
  }

  /** Chars as bytes of UTF-8; one inside a character counts as its end. */
  private static int[] inBytes(String text, int[] chars) {
    int[] places = new int[chars.length];
    int bytes = 0;
    int next = 0;
    for (int at = 0; next < chars.length; ) {
      while (next < chars.length && chars[next] <= at) {
        places[next++] = bytes;
      }
      if (at < text.length()) {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      }
    }
    return places;
  }

  /** Whether none but special tokens matter, and these are text. */
  boolean isAllText(boolean allSpecial) {
    return allSpecial && policy == SpecialTokens.AS_TEXT && edges == ALL;
  }

  /** What becomes of {@code token} at {@code [from, end)}. */
  Verdict verdict(AddedToken token, Text text, int from, int end) {
    if (policy == SpecialTokens.ALLOW || !isControl(token)) {
      return Verdict.ID;
    }
    int first = part(text.originalStart(from));
    int last = part(text.originalEnd(end - 1) - 1);
    if (first == last && first % 2 == 0) {
      return Verdict.ID; // the template's
    }
    if (policy == SpecialTokens.REFUSE) {
      return Verdict.TEXT;
    }
    return first == last ? Verdict.TEXT : Verdict.SHORTER;
  }

  boolean isControl(AddedToken token) {
    return token.special() || !token.content().isBlank() && meant.test(token.content());
  }

  /** Which part holds the byte at {@code place}: even ones are the template's. */
  private int part(int place) {
    int at = Arrays.binarySearch(edges, place);
    if (at < 0) {
      return -at - 1;
    }
    while (at + 1 < edges.length && edges[at + 1] == place) {
      at++;
    }
    return at + 1;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return policy.toString();
  }
}
