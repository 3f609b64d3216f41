package dev.jeton.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fsq | fsq",
        "fsq:8,5,5,5 | fsq(8,5,5,5)",
        "fsq(8,5,5,5) | fsq(8,5,5,5)",
        "keyformer:0.5 | keyformer(0.5)",
        "photo-1:tile=64,depth=2 | photo-1(depth=2,tile=64)",
        "residual(8,nearest(1024,32),scale=2) | residual(8,nearest(1024,32),scale=2)",
        "a:b(c,d=e(f)),g=h | a(b(c,d=e(f)),g=h)",
      })
  void bothFormsAreReadAndOneIsWritten(String text, String canonical) {
    assertEquals(canonical, Spec.parse(text).toString());
    assertEquals(Spec.parse(text), Spec.parse(canonical));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 0",
        "a( | 2",
        "a(b | 3",
        "a:b) | 3",
        "a(b)c | 4",
        "a(x=1,b) | 6",
        "a(x=1,x=2) | 6",
        "a b | 1",
        "é | 0",
        "a:,b | 2",
      })
  void complaintsNameThePlace(String text, int position) {
    var e = assertThrows(IllegalArgumentException.class, () -> Spec.parse(text));
    assertEquals(
        true,
        String.valueOf(e.getMessage()).contains("at position " + position + " of"),
        e::getMessage);
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 1000, 100_000})
  void deepNestingIsRefused(int depth) {
    String text = "a(".repeat(depth) + "b" + ")".repeat(depth);
    assertThrows(IllegalArgumentException.class, () -> Spec.parse(text));
  }

  @Test
  void argumentsAreReadAsNumbers() {
    var spec = Spec.parse("fsq(8,5,scale=0.5,seed=3)");
    assertArrayEquals(new int[] {8, 5}, spec.integers());
    assertEquals(5, spec.integer(1));
    assertEquals(3, spec.integer("seed", 0));
    assertEquals(4, spec.integer("absent", 4));
    assertEquals(0.5, spec.number("scale", 1));
    assertThrows(IllegalArgumentException.class, () -> spec.integer(2));
    assertThrows(IllegalArgumentException.class, () -> spec.integer("scale", 1));
    assertThrows(IllegalArgumentException.class, () -> Spec.parse("a(b=c)").number("b", 1));
    assertEquals(Spec.parse("a(1,b(2))"), Spec.of("a", 1, Spec.of("b", 2)));
    assertThrows(IllegalArgumentException.class, () -> Spec.of(""));
  }
}
