package dev.jeton.papers;

import dev.jeton.learn.data.Pictures;
import dev.jeton.measure.tokens.HeldOut;
import dev.jeton.measure.tokens.ScanOrder;
import dev.jeton.measure.tokens.TokenCorpus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The languages of row 55 by name, all as sequences of 64 tokens, equally many: {@code text K},
 * {@code words}, {@code cifar K}, a level of a shipped codec, {@code zipf K}.
 */
record LovtLanguages(
    Workbench bench, LovtScale scale, Supplier<CifarBed> bed, Supplier<LovtSegments> photos) {
  static final int LENGTH = LovtCodec.GRID * LovtCodec.GRID;
  private static final String SHUFFLED = ", shuffled";

  /**
   * The sample of a seed.
   *
   * @param name may end in {@code , shuffled}
   */
  TokenCorpus of(String name, long seed) {
    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 55);
    if (name.endsWith(SHUFFLED)) {
      return of(name.substring(0, name.length() - SHUFFLED.length()), seed).shuffled(random);
    }
    int tokens = scale.sequences() * LENGTH;
    for (var shipped : LovtShipped.ALL) {
      if (shipped.name().equals(name)) {
        return shipped.corpus(bench, scale, random);
      }
    }
    var words = name.split(" ", 2);
    int size = words.length < 2 ? 0 : Integer.parseInt(words[1]);
    return switch (words[0]) {
      case "text" -> {
        var text = LovtText.pairs(name, LovtText.english(bench, seed), size);
        yield LovtText.excerpt(text, tokens, random).pieces(LENGTH);
      }
      case "words" -> LovtText.words(name, LovtText.english(bench, seed), tokens).pieces(LENGTH);
      case "cifar" -> cifar(name, size, seed, random);
      case "zipf" -> zipf(name, size, tokens, random).pieces(LENGTH);
      default -> throw new IllegalArgumentException("no language " + name);
    };
  }

  /** Ids of a tokenizer trained with this seed. */
  LovtCodec.Ids trained(int size, long seed) {
    Supplier<Pictures> tiles = () -> photos.get().tiles();
    return new LovtCodec(size, seed).ids(bench, bed, scale, tiles);
  }

  private TokenCorpus cifar(String name, int size, long seed, SplittableRandom random) {
    int[] ids = trained(size, seed).cifar();
    int pictures = ids.length / LENGTH;
    var order = new int[pictures];
    Arrays.setAll(order, i -> i);
    var chosen = new ArrayList<int[]>();
    for (int i = 0; i < scale.sequences(); i++) {
      int j = i + random.nextInt(pictures - i);
      int picture = order[j];
      order[j] = order[i];
      chosen.add(Arrays.copyOfRange(ids, picture * LENGTH, (picture + 1) * LENGTH));
    }
    return new TokenCorpus(name, size, chosen);
  }

  /** Drawn one by one with shares 1 / rank. */
  private static TokenCorpus zipf(String name, int size, int tokens, SplittableRandom random) {
    var sums = new double[size];
    double sum = 0;
    for (int rank = 1; rank <= size; rank++) {
      sum += 1.0 / rank;
      sums[rank - 1] = sum;
    }
    var ids = new int[tokens];
    for (int i = 0; i < tokens; i++) {
      int at = Arrays.binarySearch(sums, random.nextDouble() * sum);
      ids[i] = Math.min(size - 1, at < 0 ? -at - 1 : at);
    }
    return new TokenCorpus(name, size, List.of(ids));
  }

  /** The last tenth is held out: of a text that is its end, of pictures some that come last. */
  static HeldOut heldOut(TokenCorpus corpus) {
    int all = corpus.sequences().size();
    int cut = all - all / 10;
    return new HeldOut(part(corpus, 0, cut), part(corpus, cut, all));
  }

  private static TokenCorpus part(TokenCorpus corpus, int from, int to) {
    return new TokenCorpus(
        corpus.name(), corpus.vocabulary(), corpus.sequences().subList(from, to));
  }

  /** 8×8 tokens read in another order. */
  static TokenCorpus ordered(TokenCorpus corpus, ScanOrder order) {
    int[] places = order.places(LovtCodec.GRID, LovtCodec.GRID);
    return new TokenCorpus(
        corpus.name(),
        corpus.vocabulary(),
        corpus.sequences().stream()
            .map(ids -> Arrays.stream(places).map(place -> ids[place]).toArray())
            .toList());
  }
}
