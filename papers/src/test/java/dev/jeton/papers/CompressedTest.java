package dev.jeton.papers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.learn.TrainingListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressedTest {
  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void note(String line) {}
      };

  private static CompressedCorpus corpus() {
    return new CompressedCorpus(
        texts(0, 200), texts(200, 400), texts(400, 420), new ConcurrentHashMap<>());
  }

  private static List<byte[]> texts(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "film %d was %s, said they .".formatted(i, i % 3 == 0 ? "good" : "bad"))
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void documentsComeBack(CompressedCoding coding) {
    var code = coding.learn(corpus());
    for (var text : List.of("film 7 was good", "", "é\u0000", "x".repeat(1000))) {
      byte[] bytes = text.getBytes(UTF_8);
      int[] ids = code.encode(bytes);
      assertTrue(Arrays.stream(ids).allMatch(id -> id >= 0 && id < coding.vocabulary()), text);
      assertEquals(0, ids.length % coding.parts);
      assertArrayEquals(bytes, code.decode(ids, bytes.length), text);
    }
  }

  @Test
  void windowsAreTheShortestTokensThatLearn() {
    var numbers = CompressedLengths.measure(corpus(), CompressedScale.SMALL);
    double windows =
        number(numbers, CompressedLengths.bytesPerToken(CompressedCoding.EQUAL_INFO_12));
    assertTrue(windows > 2, numbers.toString());
    assertEquals(
        1, number(numbers, CompressedLengths.bytesPerToken(CompressedCoding.BYTES)), 1e-12);
    for (var coding : CompressedCoding.values()) {
      assertEquals(0, number(numbers, CompressedLengths.lost(coding)), coding.words);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BYTES", "EQUAL_INFO_16"})
  void transformersReadThem(CompressedCoding coding) throws IOException {
    var training = Compressed.small(coding);
    var numbers = training.measure(corpus(), CompressedScale.SMALL, 1, SILENT);
    assertTrue(number(numbers, "bits_per_token") < 9, numbers.toString());
    assertEquals(
        number(numbers, "bits_per_byte"),
        number(numbers, "bits_per_token") / number(numbers, "bytes_per_token"),
        1e-9);
    if (coding.parts == 2) {
      assertEquals(
          number(numbers, "bits_per_token"),
          (number(numbers, "bits_of_token_1") + number(numbers, "bits_of_token_2")) / 2,
          1e-9);
    }
    assertTrue(number(numbers, "tflop") <= CompressedScale.SMALL.flop() / 1e12 * (1 + 1e-9));
  }

  private static double number(Map<String, Double> numbers, String key) {
    return numbers.getOrDefault(key, Double.NaN);
  }
}
