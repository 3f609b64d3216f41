package dev.jeton.cli;

import dev.jeton.measure.dictionary.PhraseDictionary;
import dev.jeton.measure.dictionary.UnigramModel;
import dev.jeton.text.file.TokenizerFiles;
import dev.jeton.text.train.BpeTrainer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What vocabularies of several sizes cost, judged without training a language model: bits per
 * character of the best model without context over their tokens (Rajaraman et al.,
 * arXiv:2404.08335, section 2). Vocabulary and model learn from nine lines of ten, the tenth is
 * judged.
 */
final class VocabularySizes {
  private static final int PARTS = 10;
  private static final int BYTES = 256;

  /**
   * One vocabulary.
   *
   * @param tokenizer {@code characters}, {@code bpe} or {@code lzw}
   * @param size tokens that there are: fewer than asked for where the text has no more
   * @param bitsPerCharacter on the lines kept aside
   * @param charactersPerToken there
   */
  record Point(String tokenizer, int size, double bitsPerCharacter, double charactersPerToken) {}

  private interface Encoder {
    int[] encode(String line);
  }

  private final List<String> training = new ArrayList<>();
  private final List<String> judged = new ArrayList<>();
  private final long characters;

  /**
   * @param lines with their line breaks
   * @throws IllegalArgumentException if there are fewer than ten
   */
  VocabularySizes(List<String> lines) {
    if (lines.size() < PARTS) {
      throw new IllegalArgumentException(
          "expected at least %d lines, to keep every tenth aside, found %d"
              .formatted(PARTS, lines.size()));
    }
    for (int i = 0; i < lines.size(); i++) {
      (i % PARTS == PARTS - 1 ? judged : training).add(lines.get(i));
    }
    characters = characters(judged);
  }

  static long characters(List<String> lines) {
    return lines.stream().mapToLong(line -> line.codePointCount(0, line.length())).sum();
  }

  /** Characters of the lines that are judged. */
  long judgedCharacters() {
    return characters;
  }

  /** Characters, then BPE and LZW from bytes at {@code sizes}, each until the text has no more. */
  List<Point> points(List<Integer> sizes, Consumer<String> progress) {
    var points = new ArrayList<Point>();
    points.add(characters());
    points.addAll(bpe(sizes, progress));
    points.addAll(lzw(sizes, progress));
    return points;
  }

  private Point characters() {
    var numbers = new HashMap<Integer, Integer>();
    Encoder encoder =
        line ->
            line.codePoints()
                .map(c -> numbers.computeIfAbsent(c, unseen -> numbers.size()))
                .toArray();
    training.forEach(encoder::encode);
    judged.forEach(encoder::encode); // those that only come here count as never seen
    return point("characters", numbers.size(), encoder);
  }

  /** What {@code jeton text train} learns. */
  private List<Point> bpe(List<Integer> sizes, Consumer<String> progress) {
    int largest = sizes.getLast();
    var trainer =
        new BpeTrainer(
            new BpeTrainer.Settings(
                BpeTrainer.Alphabet.BYTES, largest, 2, Integer.MAX_VALUE, List.of()));
    training.forEach(trainer::add);
    return grown(
        sizes,
        size -> {
          progress.accept("bpe, %,d tokens".formatted(size));
          var tokenizer = TokenizerFiles.of(trainer.tokenizerJson(size));
          return point("bpe", tokenizer.size(), tokenizer::encode);
        });
  }

  /** Phrases of bytes within lines. */
  private List<Point> lzw(List<Integer> sizes, Consumer<String> progress) {
    Iterable<int[]> data = () -> training.stream().map(VocabularySizes::bytes).iterator();
    return grown(
        sizes,
        size -> {
          progress.accept("lzw, %,d tokens".formatted(size));
          var dictionary = PhraseDictionary.lempelZivWelch(data, BYTES, size);
          return point("lzw", dictionary.size(), line -> dictionary.encode(bytes(line)));
        });
  }

  private interface Sized {
    Point of(int size);
  }

  private static List<Point> grown(List<Integer> sizes, Sized sized) {
    var points = new ArrayList<Point>();
    for (int size : sizes) {
      var point = sized.of(size);
      if (!points.isEmpty() && points.getLast().size() == point.size()) {
        break;
      }
      points.add(point);
      if (point.size() < size) {
        break;
      }
    }
    return points;
  }

  private Point point(String name, int size, Encoder encoder) {
    var counts = new long[size];
    for (var line : training) {
      for (int token : encoder.encode(line)) {
        counts[token]++;
      }
    }
    var model = UnigramModel.of(counts);
    double bits = 0;
    long tokens = 0;
    for (var line : judged) {
      int[] ids = encoder.encode(line);
      bits += model.bits(ids);
      tokens += ids.length;
    }
    return new Point(name, size, bits / characters, (double) characters / tokens);
  }

  private static int[] bytes(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    var ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = bytes[i] & 0xff;
    }
    return ids;
  }

  /** The cheapest point of each tokenizer, by name. */
  static Map<String, Point> best(List<Point> points) {
    var best = new LinkedHashMap<String, Point>();
    for (var point : points) {
      best.merge(
          point.tokenizer(), point, (a, b) -> b.bitsPerCharacter() < a.bitsPerCharacter() ? b : a);
    }
    return best;
  }
}
