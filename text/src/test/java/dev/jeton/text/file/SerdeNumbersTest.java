package dev.jeton.text.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerdeNumbersTest {

  /** Scores of ALBERT's vocabulary, as tokenizers 0.23.3 has them in memory. */
  @ParameterizedTest
  @CsvSource({
    "-3.8403830528259277, -3.840383052825928",
    "-7.3909687995910645, -7.390968799591064",
    "-7.6986894607543945, -7.698689460754395",
    "-7.8735761642456055, -7.873576164245605",
    "0.1, 0.1",
    "-0.0, -0.0",
    "1e5, 100000",
    "1.5E-3, 0.0015",
    "-1.7976931348623157e308, -1.7976931348623157e308",
    "123456789012345678901234.5, 1.2345678901234567e23",
    "0e999999999999, 0",
    "5e-324, 5e-324",
  })
  void readsAsSerde(String text, double value) {
    assertEquals(value, SerdeNumbers.read(text));
  }

  @Test
  void isAtMostOneUnitOff() {
    var seed = new Seed();
    var random = seed.random();
    for (int i = 0; i < 100_000; i++) {
      double score = -random.nextDouble(30);
      double read = SerdeNumbers.read(Double.toString(score));
      assertEquals(score, read, Math.ulp(score), () -> seed + ": " + score);
      var again = SerdeNumbers.written(score);
      double held = SerdeNumbers.read(again.toString());
      assertEquals(score, held, Math.ulp(score), () -> seed + ": " + score);
      assertEquals(again, SerdeNumbers.written(held), () -> seed + ": " + score);
    }
  }
}
