package dev.jeton.cli;

import dev.jeton.core.JetonFile;
import dev.jeton.core.Vocabulary;
import dev.jeton.measure.tokens.ScanOrder;
import dev.jeton.measure.tokens.TokenCorpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Token files of one codec as languages: one per level, where a file gives a sequence, and one of
 * all levels, coarse to fine, whose ids are kept apart.
 */
final class LevelLanguages {
  private record Source(Path file, String codec, Vocabulary vocabulary) {}

  private final ScanOrder order;
  private final List<List<int[]>> levels = new ArrayList<>(); // [level][sequence]
  private final List<int[]> together = new ArrayList<>();
  private @Nullable Source first;

  LevelLanguages(ScanOrder order) {
    this.order = order;
  }

  /**
   * Adds a file.
   *
   * @throws IOException if its codec or weights are not those of the files before
   */
  void add(Path path, JetonFile file) throws IOException {
    var layout = file.tokens().layout();
    var codec = "%s, weights %016x".formatted(file.codec().spec(), file.codec().fingerprint());
    var source = new Source(path, codec, layout.vocabulary());
    if (first == null) {
      first = source;
      for (int level = 0; level < layout.levels(); level++) {
        levels.add(new ArrayList<>());
      }
    }
    if (!first.codec().equals(codec) || !first.vocabulary().equals(layout.vocabulary())) {
      throw new IOException(
          "%s: mixed vocabularies: made with %s, but %s with %s; give a folder for each"
              .formatted(path, codec, first.file(), first.codec()));
    }
    int length = file.tokens().length();
    var all = new int[length];
    int offset = 0;
    for (int level = 0; level < layout.levels(); level++) {
      int from = Math.min(layout.start(level), length);
      int to = Math.min(layout.start(level + 1), length);
      if (from < to) {
        var ids = Arrays.copyOfRange(file.tokens().ids(), from, to);
        if (ids.length == layout.extent(level).count() && layout.extent(level).rank() == 2) {
          ids = scanned(ids, layout.extent(level).size(0), layout.extent(level).size(1));
        }
        levels.get(level).add(ids);
        for (int i = 0; i < ids.length; i++) {
          all[from + i] = offset + ids[i];
        }
      }
      offset += layout.vocabulary().size(level);
    }
    together.add(all);
  }

  private int[] scanned(int[] ids, int rows, int columns) {
    return Arrays.stream(order.places(rows, columns)).map(place -> ids[place]).toArray();
  }

  /**
   * The languages of all files so far.
   *
   * @param name before the levels' names; empty for the codec's
   * @param wanted levels; empty for every one
   * @throws IOException if a wanted level does not exist
   */
  List<TokenCorpus> languages(String name, List<Integer> wanted) throws IOException {
    var languages = new ArrayList<TokenCorpus>();
    if (first == null) {
      return languages;
    }
    for (int level : wanted) {
      if (level < 0 || level >= levels.size()) {
        throw new IOException(
            "%s: expected levels of 0..%d, found %d"
                .formatted(first.file(), levels.size() - 1, level));
      }
    }
    var vocabulary = first.vocabulary();
    var title = name.isEmpty() ? first.codec().replaceFirst(",.*", "") : name;
    if (levels.size() == 1) {
      languages.add(new TokenCorpus(title, vocabulary.size(0), levels.getFirst()));
      return languages;
    }
    int size = 0;
    for (int level = 0; level < levels.size(); level++) {
      size += vocabulary.size(level);
      if (!levels.get(level).isEmpty() && (wanted.isEmpty() || wanted.contains(level))) {
        languages.add(
            new TokenCorpus(
                "%s level %d".formatted(title, level), vocabulary.size(level), levels.get(level)));
      }
    }
    languages.add(new TokenCorpus(title + " all levels", size, together));
    return languages;
  }
}
