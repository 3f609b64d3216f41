package dev.jeton.text.pretokenizer;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds a pattern by {@link java.util.regex}. Patterns are those of other languages: names of
 * scripts are given Java's prefix, and a search that reads far more characters than the text has is
 * stopped.
 */
final class RegexSplitter {
  private static final Pattern PROPERTY = Pattern.compile("\\\\([pP])\\{(\\^?)(\\w{3,})}");
  private static final long READS_PER_CHAR = 2000;
  private static final long READS_AT_LEAST = 20_000_000;

  /**
   * Patterns that group digits from the right, each with one that has the same matches: looking
   * ahead to the end of a run once, not once for each group.
   */
  private static final Map<String, String> ONCE =
      Map.of(
          "\\p{N}{1,3}(?=(?:\\p{N}{3})*(?!\\p{N}))",
          "\\G(?<=\\p{N})\\p{N}{3}|(?<!\\p{N})\\p{N}{1,3}(?=(?:\\p{N}{3})*(?!\\p{N}))",
          "\\d{1,3}(?=(?:\\d{3})*\\b)",
          "\\G(?<=\\d)\\d{3}|(?<!\\d)\\d{1,3}(?=(?:\\d{3})*\\b)",
          "(?=(\\d{3})+(?!\\d))",
          "(?<=\\G\\d{3})(?=\\d)|(?<!\\d{3})(?=(\\d{3})+(?!\\d))");

  private final Pattern pattern;

  /**
   * @param lines whether {@code ^} and {@code $} mean the ends of lines, as in Oniguruma; otherwise
   *     of the text
   * @throws TokenizerException if the pattern cannot be read
   */
  RegexSplitter(String pattern, boolean lines) {
    int flags = Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE | Pattern.UNIX_LINES;
    try {
      this.pattern =
          Pattern.compile(
              translated(ONCE.getOrDefault(pattern, pattern)),
              lines ? flags | Pattern.MULTILINE : flags);
    } catch (PatternSyntaxException e) {
      throw new TokenizerException(
          "expected a regular expression, found '%s': %s".formatted(pattern, e.getDescription()),
          e);
    }
  }

  private static String translated(String pattern) {
    return PROPERTY
        .matcher(pattern)
        .replaceAll(
            m ->
                m.group(3).startsWith("Is") || m.group(3).equals("Alpha")
                    ? Matcher.quoteReplacement(m.group())
                    : Matcher.quoteReplacement(
                        "\\%s{Is%s}"
                            .formatted(m.group(2).isEmpty() ? m.group(1) : "P", m.group(3))));
  }

  /**
   * The pattern's matches in {@code text[from, to)} and what lies between. An empty match right
   * behind another one does not count, nor does one inside a character.
   */
  void find(Text text, int from, int to, Delimiter.Parts out) {
    var string = text.slice(from, to).toString();
    var matcher = pattern.matcher(new BoundedReads(string));
    byte[] utf8 = text.bytes();
    int chars = 0;
    int bytes = from;
    int done = from;
    int lastEnd = -1;
    try {
      while (matcher.find()) {
        if (matcher.start() == matcher.end() && isNone(string, matcher.end(), lastEnd)) {
          continue;
        }
        lastEnd = matcher.end();
        while (chars < matcher.start()) {
          int length = CodePoints.length(utf8[bytes]);
          bytes += length;
          chars += length == 4 ? 2 : 1;
        }
        int start = bytes;
        while (chars < matcher.end()) {
          int length = CodePoints.length(utf8[bytes]);
          bytes += length;
          chars += length == 4 ? 2 : 1;
        }
        if (done < start) {
          out.part(done, start, false);
        }
        out.part(start, bytes, true);
        done = bytes;
      }
    } catch (StackOverflowError e) {
      throw new TokenizerException(
          "the pattern '%s' needs more stack than there is".formatted(pattern.pattern()), e);
    }
    if (done < to) {
      out.part(done, to, false);
    }
  }

  private static boolean isNone(String string, int at, int lastEnd) {
    return at == lastEnd
        || string.isEmpty()
        || at > 0
            && at < string.length()
            && Character.isSurrogatePair(string.charAt(at - 1), string.charAt(at));
  }

  /** Characters that may be read only so often. */
  private final class BoundedReads implements CharSequence {
    private final String string;
    private long reads;

    BoundedReads(String string) {
      this.string = string;
      reads = Math.max(READS_AT_LEAST, READS_PER_CHAR * string.length());
    }

    @Override
    public char charAt(int index) {
      if (--reads < 0) {
        throw new TokenizerException(
            "the pattern '%s' takes too long on a text of %d characters"
                .formatted(pattern.pattern(), string.length()));
      }
      return string.charAt(index);
    }

    @Override
    public int length() {
      return string.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return string.subSequence(start, end);
    }

    @Override
    public String toString() {
      return string;
    }
  }
}
