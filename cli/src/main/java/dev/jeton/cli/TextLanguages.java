package dev.jeton.cli;

import dev.jeton.measure.tokens.PairMerging;
import dev.jeton.measure.tokens.TokenCorpus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text as languages of bytes, characters and words. A line is a sequence; its end is no token.
 *
 * @param name before the languages' names
 */
record TextLanguages(String name, Path file) {
  private static final long LARGEST = 1L << 28;
  private static final int BYTES = 256;

  /** Letters in a row, digits in a row, or any other sign alone. */
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+|\\p{N}+|[^\\s\\p{L}\\p{N}]");

  /**
   * Reads the file.
   *
   * @param bytePairs ids of a further language of merged bytes; 0 for none
   * @throws IOException in one line, if the file is no UTF-8 text or has nothing in it
   */
  List<TokenCorpus> read(int bytePairs) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(
          "%s: expected a text of at most %d bytes, found %d"
              .formatted(file, LARGEST, Files.size(file)));
    }
    var lines = text(Files.readAllBytes(file)).lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      throw new IOException(file + ": expected text, found nothing but blank lines");
    }
    var bytes = new TokenCorpus(name + " bytes", BYTES, lines.stream().map(this::bytes).toList());
    var languages = new ArrayList<TokenCorpus>();
    languages.add(bytes);
    languages.add(numbered("characters", lines, line -> line.codePoints().boxed()));
    languages.add(
        numbered("words", lines, line -> WORD.matcher(line).results().map(MatchResult::group)));
    if (bytePairs > 0) {
      var merged = PairMerging.of(bytes, bytePairs - BYTES).merged();
      languages.add(
          new TokenCorpus(
              "%s bpe-%d".formatted(name, merged.vocabulary()),
              merged.vocabulary(),
              merged.sequences()));
    }
    return languages;
  }

  private String text(byte[] bytes) throws IOException {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (CharacterCodingException e) {
      throw noText(e);
    }
    throw noText(null);
  }

  private IOException noText(@org.jspecify.annotations.Nullable Throwable cause) {
    return new IOException(file + ": expected a .jeton file or UTF-8 text, found neither", cause);
  }

  private int[] bytes(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    var ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = bytes[i] & 0xff;
    }
    return ids;
  }

  /** The vocabulary is what occurs. */
  private <T> TokenCorpus numbered(
      String unit, List<String> lines, Function<String, Stream<T>> tokens) {
    var numbers = new HashMap<T, Integer>();
    var sequences =
        lines.stream()
            .map(
                line ->
                    tokens
                        .apply(line)
                        .mapToInt(token -> numbers.computeIfAbsent(token, t -> numbers.size()))
                        .toArray())
            .toList();
    return new TokenCorpus(name + " " + unit, numbers.size(), sequences);
  }
}
