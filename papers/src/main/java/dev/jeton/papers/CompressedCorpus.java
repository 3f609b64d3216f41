package dev.jeton.papers;

import dev.jeton.beds.ByteNetworkTraining;
import dev.jeton.learn.TrainingListener;
import dev.jeton.text.compress.ByteModel;
import dev.jeton.text.compress.OrderModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Film reviews in three parts that share none, other ones for each seed.
 *
 * @param first what models of bytes and dictionaries learn from
 * @param second what transformers learn from
 * @param aside what they are judged on
 * @param models of bytes, by order, −1 for the network, as far as they were asked for
 */
record CompressedCorpus(
    List<byte[]> first, List<byte[]> second, List<byte[]> aside, Map<Integer, ByteModel> models) {
  private static final int NETWORK = -1;

  static CompressedCorpus of(Workbench bench, int documents, long seed) {
    var reviews = reviews(bench.data("text").resolve("nltk").resolve("movie_reviews.zip"));
    Collections.shuffle(reviews, new Random(seed));
    int tenth = documents / 10;
    return new CompressedCorpus(
        reviews.subList(0, 4 * tenth),
        reviews.subList(4 * tenth, 9 * tenth),
        reviews.subList(9 * tenth, 10 * tenth),
        new ConcurrentHashMap<>());
  }

  /** M1: what the first part says about bytes, learnt once. */
  ByteModel model(int order) {
    return models.computeIfAbsent(order, o -> OrderModel.learn(first, o));
  }

  /** M1 as a network in integers, trained once. */
  ByteModel network(long updates, long seed, TrainingListener listener) throws IOException {
    var known = models.get(NETWORK);
    if (known != null) {
      return known;
    }
    var trained = new ByteNetworkTraining(first, 8, 16, 128, updates, seed).run(listener);
    models.put(NETWORK, trained);
    return trained;
  }

  private static List<byte[]> reviews(Path path) {
    try (var zip = new ZipFile(path.toFile())) {
      var names =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(".txt"))
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      var all = new ArrayList<byte[]>();
      for (var entry : names) {
        try (var in = zip.getInputStream(entry)) {
          all.add(in.readAllBytes());
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
