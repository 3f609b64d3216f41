package dev.jeton.papers;

import dev.jeton.text.compress.ByteModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How short codings make documents kept aside, and whether they come back bit by bit. */
final class CompressedLengths {
  static final String ARM = "lengths";
  static final String NETWORK = "lengths, M1 a network";

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
      measure(coding, coding.learn(corpus), corpus, scale, numbers);
    }
    return numbers;
  }

  /** The same of windows and of plain arithmetic coding that a network leads. */
  static Map<String, Double> measure(
      ByteModel network, CompressedCorpus corpus, CompressedScale scale) {
    var numbers = new LinkedHashMap<String, Double>();
    for (var coding :
        List.of(CompressedCoding.EQUAL_INFO_12, CompressedCoding.EQUAL_INFO_16_WHOLE)) {
      measure(coding, coding.windows(network, coding.bits), corpus, scale, numbers);
    }
    var plain = CompressedCoding.ARITHMETIC_8;
    measure(plain, plain.stream(network), corpus, scale, numbers);
    return numbers;
  }

  private static void measure(
      CompressedCoding coding,
      CompressedCoding.Code code,
      CompressedCorpus corpus,
      CompressedScale scale,
      Map<String, Double> numbers) {
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
