package dev.jeton.papers;

import dev.jeton.measure.tokens.TokenCorpus;
import dev.jeton.measure.tokens.TypeEmbedding;
import dev.jeton.measure.tokens.TypeMatching;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How alike the neighbourhoods of types are in two languages: English Genesis against others,
 * against visual tokens, and against its own tokens shuffled.
 */
record LovtAlignment(LovtLanguages languages) {
  private static final int VOCABULARY = 512;
  private static final int TYPES = 200;
  private static final int DIM = 6;

  Map<String, Double> measure(long seed, List<String> visual) {
    var random = new SplittableRandom(seed + 5500);
    var numbers = new TreeMap<String, Double>();
    var english = genesis("english-web", random);
    var own = embedded(english);
    for (var other : List.of("english-kjv", "german", "french")) {
      put(numbers, other, own, embedded(genesis(other, random)));
    }
    var pictures = new ArrayList<TypeEmbedding>();
    for (var name : visual) {
      int tokens = languages.scale().alignmentTokens();
      var corpus = languages.of(name, seed).first(tokens);
      var embedding = embedded(corpus);
      put(numbers, name, own, embedding);
      put(numbers, name + ", shuffled", own, embedded(corpus.shuffled(random)));
      pictures.add(embedding);
    }
    put(numbers, "itself, shuffled", own, embedded(english.shuffled(random)));
    if (pictures.size() > 1) {
      put(numbers, "visual with visual", pictures.get(0), pictures.get(1));
    }
    return numbers;
  }

  private TokenCorpus genesis(String language, SplittableRandom random) {
    var text = LovtText.pairs(language, LovtText.genesis(languages.bench(), language), VOCABULARY);
    return LovtText.excerpt(text, languages.scale().alignmentTokens(), random)
        .pieces(LovtLanguages.LENGTH);
  }

  private static TypeEmbedding embedded(TokenCorpus corpus) {
    return TypeEmbedding.of(corpus, TYPES, DIM, 1);
  }

  private static void put(
      Map<String, Double> numbers, String name, TypeEmbedding a, TypeEmbedding b) {
    var matching = TypeMatching.of(a, b);
    numbers.put("disparity " + name, matching.disparity());
    numbers.put("hausdorff " + name, matching.hausdorff());
  }
}
