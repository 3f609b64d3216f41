package dev.jeton.papers;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How short codings make documents kept aside, and whether they come back bit by bit. */
final class CompressedLengths {
  static final String ARM = "lengths";

  private CompressedLengths() {}

  static String bytesPerToken(CompressedCoding coding) {
    return "bytes_per_token, " + coding.words;
  }

  static String tokensPerByte(CompressedCoding coding) {
    return "tokens_per_byte, " + coding.words;
  }

  static String lost(CompressedCoding coding) {
    return "documents_lost, " + coding.words;
  }

  static Map<String, Double> measure(CompressedCorpus corpus, CompressedScale scale) {
    var numbers = new LinkedHashMap<String, Double>();
    for (var coding : CompressedCoding.values()) {
      measure(coding, corpus, scale, numbers);
    }
    return numbers;
  }

  private static void measure(
      CompressedCoding coding,
      CompressedCorpus corpus,
      CompressedScale scale,
      Map<String, Double> numbers) {
    var code = coding.learn(corpus);
    long bytes = 0;
    long tokens = 0;
    int lost = 0;
    for (var text : corpus.aside()) {
      if (bytes >= scale.judged()) {
        break;
      }
      int[] ids = code.encode(text);
      lost += Arrays.equals(text, code.decode(ids, text.length)) ? 0 : 1;
      bytes += text.length;
      tokens += ids.length;
    }
    numbers.put("bytes", (double) bytes);
    numbers.put(lost(coding), (double) lost);
    numbers.put(bytesPerToken(coding), (double) bytes / tokens);
    numbers.put(tokensPerByte(coding), (double) tokens / bytes);
    numbers.put("compression, " + coding.words, 8.0 * bytes / (tokens * (double) coding.bits));
  }
}
