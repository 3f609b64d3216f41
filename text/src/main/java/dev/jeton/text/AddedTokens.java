package dev.jeton.text;

import dev.jeton.text.bytes.ByteTrie;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.normalizer.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in a text: the leftmost, and of several there the longest. */
final class AddedTokens {

  /** Takes a text in turn. */
  interface Parts {
    /** A stretch, and the token that it is or null. */
    void part(Text text, int from, int to, @Nullable AddedToken token);
  }

  private final List<AddedToken> tokens;
  private final Map<Integer, AddedToken> byId = new LinkedHashMap<>();
  private final Finder raw = new Finder();
  private final Finder normalized = new Finder();

  AddedTokens(List<AddedToken> tokens, Normalizer normalizer) {
    this.tokens = List.copyOf(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      byId.putIfAbsent(token.id(), token);
      byte[] content = Utf8.encode(token.content());
      if (token.normalized()) {
        var text = normalizer.normalize(Text.of(content));
        content = java.util.Arrays.copyOfRange(text.bytes(), text.from(), text.to());
      }
      if (content.length > 0) {
        (token.normalized() ? normalized : raw).add(content, i);
      }
    }
  }

  List<AddedToken> all() {
    return tokens;
  }

  @Nullable AddedToken byId(int id) {
    return byId.get(id);
  }

  /** Whether any are looked for. */
  boolean findsAny(Admission admission) {
    return raw.findsAny(admission) || normalized.findsAny(admission);
  }

  /** Whether some are to be looked for after normalization. */
  boolean anyNormalized() {
    return !normalized.isEmpty();
  }

  void findRaw(Text text, Admission admission, Parts out) {
    raw.find(text, admission, out);
  }

  void findNormalized(Text text, Admission admission, Parts out) {
    normalized.find(text, admission, out);
  }

  private final class Finder {
    private final ByteTrie trie = new ByteTrie();
    private final boolean[] first = new boolean[256];
    private final List<Integer> added = new ArrayList<>();
    private boolean allSpecial = true;

    void add(byte[] content, int token) {
      trie.add(content, token);
      first[content[0] & 0xff] = true;
      added.add(token);
      allSpecial &= tokens.get(token).special();
    }

    boolean isEmpty() {
      return added.isEmpty();
    }

    boolean findsAny(Admission admission) {
      return !isEmpty() && !admission.isAllText(allSpecial);
    }

    void find(Text text, Admission admission, Parts out) {
      byte[] bytes = text.bytes();
      int done = text.from();
      if (findsAny(admission)) {
        for (int at = text.from(); at < text.to(); ) {
          int end = longest(text, at, admission);
          if (end == at) {
            at++;
            continue;
          }
          var token = tokens.get(trie.find(bytes, at, end));
          if (taken(token, text, at, end, admission)) {
            int start = token.leftStrip() ? Math.max(done, spaceBefore(text, at)) : at;
            int stop =
                token.rightStrip() ? CodePoints.run(bytes, end, text.to(), CodePoints.SPACE) : end;
            if (done < start) {
              out.part(text, done, start, null);
            }
            out.part(text, start, stop, token);
            done = stop;
            end = stop;
          }
          at = end;
        }
      }
      if (done < text.to()) {
        out.part(text, done, text.to(), null);
      }
    }

    /** Where the longest token at {@code at} ends that may count there; {@code at} if none does. */
    private int longest(Text text, int at, Admission admission) {
      byte[] bytes = text.bytes();
      int end = first[bytes[at] & 0xff] ? trie.longest(bytes, at, text.to()) : at;
      while (end > at) {
        var token = tokens.get(trie.find(bytes, at, end));
        if (admission.verdict(token, text, at, end) != Admission.Verdict.SHORTER) {
          return end;
        }
        end = trie.longest(bytes, at, end - 1);
      }
      return at;
    }
  }

  private static boolean taken(
      AddedToken token, Text text, int from, int end, Admission admission) {
    boolean isText = admission.verdict(token, text, from, end) == Admission.Verdict.TEXT;
    if (isText && admission.policy() == SpecialTokens.AS_TEXT) {
      return false;
    }
    boolean alone =
        !token.singleWord()
            || (from == text.from()
                    || !isWord(CodePoints.at(text.bytes(), CodePoints.before(text.bytes(), from))))
                && (end == text.to() || !isWord(CodePoints.at(text.bytes(), end)));
    if (alone && isText) {
      throw new TokenizerException(
          "expected text without special tokens, found '%s' at byte %d"
              .formatted(token.content(), text.originalStart(from)));
    }
    return alone;
  }

  private static int spaceBefore(Text text, int from) {
    int at = from;
    while (at > text.from()) {
      int before = CodePoints.before(text.bytes(), at);
      if (!CodePoints.isSpace(CodePoints.at(text.bytes(), before))) {
        break;
      }
      at = before;
    }
    return at;
  }

  /** Whether {@code \w} matches: a letter, mark, digit, connector or joiner. */
  private static boolean isWord(int c) {
    return Character.isAlphabetic(c)
        || Character.isDigit(c)
        || c == 0x200c
        || c == 0x200d
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.CONNECTOR_PUNCTUATION ->
              true;
          default -> false;
        };
  }
}
