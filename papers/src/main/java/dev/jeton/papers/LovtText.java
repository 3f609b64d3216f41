package dev.jeton.papers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jeton.measure.tokens.PairMerging;
import dev.jeton.measure.tokens.TokenCorpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Texts as tokens: byte pairs merged within words until there are K ids, or words. */
final class LovtText {
  private static final Pattern CHUNK =
      Pattern.compile(" ?[\\p{L}\\p{M}]+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+");

  private LovtText() {}

  /** English prose: another collection for each seed in turn. */
  static String english(Workbench bench, long seed) {
    return switch ((int) Math.floorMod(seed, 3)) {
      case 0 -> read(bench, "state_union.zip", "state_union/\\d.*", UTF_8);
      case 1 -> read(bench, "abc.zip", "abc/science.txt", UTF_8);
      default -> read(bench, "abc.zip", "abc/rural.txt", UTF_8);
    };
  }

  /** The book of Genesis. */
  static String genesis(Workbench bench, String language) {
    var text = read(bench, "genesis.zip", "genesis/" + language + ".txt", ISO_8859_1);
    return text.replace("&szlig;", "ß");
  }

  /** All entries that match, by name, spaces and line ends as one space. */
  private static String read(Workbench bench, String zip, String entries, Charset charset) {
    return read(bench.data("text").resolve("nltk").resolve(zip), entries, charset);
  }

  private static String read(Path path, String entries, Charset charset) {
    try (var zip = new ZipFile(path.toFile())) {
      var names =
          zip.stream()
              .filter(entry -> entry.getName().matches(entries))
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      var text = new StringBuilder();
      for (var entry : names) {
        try (var in = zip.getInputStream(entry)) {
          text.append(new String(in.readAllBytes(), charset)).append(' ');
        }
      }
      if (text.isEmpty()) {
        throw new IOException("%s: expected entries %s, found none".formatted(path, entries));
      }
      return text.toString().replaceAll("\\s+", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Byte pairs: bytes that occur and the most frequent merges of the whole text, {@code vocabulary}
   * ids together.
   *
   * @return every id of the text in order
   */
  static TokenCorpus pairs(String name, String text, int vocabulary) {
    var numbers = new HashMap<Integer, Integer>();
    var chunks = new ArrayList<int[]>();
    CHUNK
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .forEach(
            chunk -> {
              byte[] bytes = chunk.getBytes(UTF_8);
              var ids = new int[bytes.length];
              for (int i = 0; i < ids.length; i++) {
                ids[i] = numbers.computeIfAbsent(bytes[i] & 0xFF, b -> numbers.size());
              }
              chunks.add(ids);
            });
    var bytes = new TokenCorpus(name, numbers.size(), chunks);
    var merged = PairMerging.of(bytes, vocabulary - numbers.size()).merged();
    return new TokenCorpus(name, vocabulary, List.of(merged.flat()));
  }

  /** Words, numbers and signs; the vocabulary is what occurs in the first {@code limit} of them. */
  static TokenCorpus words(String name, String text, int limit) {
    var numbers = new HashMap<String, Integer>();
    int[] ids =
        CHUNK
            .matcher(text)
            .results()
            .limit(limit)
            .map(match -> match.group().strip())
            .collect(Collectors.toList())
            .stream()
            .mapToInt(word -> numbers.computeIfAbsent(word, w -> numbers.size()))
            .toArray();
    return new TokenCorpus(name, numbers.size(), List.of(ids));
  }

  /**
   * {@code tokens} ids from a random place on, beginning again at the start where the text ends.
   */
  static TokenCorpus excerpt(TokenCorpus text, int tokens, SplittableRandom random) {
    int[] all = text.flat();
    if (all.length < tokens) {
      throw new IllegalArgumentException(
          "%s: expected at least %d tokens, found %d".formatted(text.name(), tokens, all.length));
    }
    int start = random.nextInt(all.length);
    var ids = new int[tokens];
    for (int i = 0; i < tokens; i++) {
      ids[i] = all[(start + i) % all.length];
    }
    return new TokenCorpus(text.name(), text.vocabulary(), List.of(ids));
  }
}
