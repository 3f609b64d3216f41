package dev.jeton.papers;

import dev.jeton.measure.dictionary.ChunkedMerging;
import dev.jeton.measure.dictionary.MergeDictionary;
import dev.jeton.measure.dictionary.PhraseDictionary;
import dev.jeton.measure.dictionary.TokenDictionary;
import dev.jeton.measure.dictionary.UnigramModel;
import dev.jeton.measure.tokens.TokenCorpus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Models without context over the tokens of dictionaries of 2 to 1,024 strings. */
enum TheoryUnigram {
  BPE {
    @Override
    Sized dictionaries(TokenCorpus training) {
      var learnt = MergeDictionary.learn(training, LARGEST);
      return learnt::first;
    }
  },
  LZW {
    @Override
    Sized dictionaries(TokenCorpus training) {
      return size -> PhraseDictionary.lempelZivWelch(training.sequences(), 2, size);
    }
  },
  CHUNKED_BPE {
    @Override
    Sized dictionaries(TokenCorpus training) {
      int[] ids = training.flat();
      return size -> ChunkedMerging.learn(ids, 2, size);
    }
  },
  ALL_STRINGS {
    @Override
    Sized dictionaries(TokenCorpus training) {
      return size -> PhraseDictionary.allOfLength(Integer.numberOfTrailingZeros(size), 2);
    }
  };

  static final int LARGEST = 1024;

  /** A dictionary by its size; of all strings, by how many of the full length there are. */
  interface Sized {
    TokenDictionary of(int size);
  }

  abstract Sized dictionaries(TokenCorpus training);

  static List<Integer> sizes() {
    return List.of(2, 4, 8, 16, 32, 64, 128, 256, 512, LARGEST);
  }

  static String key(int size) {
    return String.format(Locale.ROOT, "bits_%04d", size);
  }

  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  String arm(TheorySource source) {
    return words() + ", " + source.name();
  }

  /** Bits per character on fresh characters, by size of the dictionary. */
  Map<String, Double> measure(TheorySource source, TheoryScale scale, long seed) {
    var training = source.training(seed, scale.training());
    int[] ids = training.flat();
    int[] fresh = source.fresh(seed, scale.fresh());
    var dictionaries = dictionaries(training);
    var numbers = new TreeMap<String, Double>();
    for (int size : sizes()) {
      numbers.put(key(size), UnigramModel.bitsPerId(dictionaries.of(size), ids, fresh));
    }
    numbers.put("entropy", source.chain(seed).entropyRate());
    numbers.put("tokens", (double) dictionaries.of(LARGEST).size());
    return numbers;
  }
}
