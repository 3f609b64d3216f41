package dev.jeton.text.normalizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LowercaseTest {
  @Test
  void eachCharacterAlone() {
    assertEquals("\u03b1\u03c3i\u0307\u00df", lower("\u0391\u03a3\u0130\u00df")); // no final sigma
  }

  /** As Rust's standard library has it, in which Hugging Face's tokenizers are written. */
  @Test
  void capitalsOfUnicode17() {
    assertEquals("\ua7cf\ua7d3\ua7d5", lower("\ua7ce\ua7d2\ua7d4"));
    assertEquals(
        Character.toString(0x16ebb) + Character.toString(0x16ed3),
        lower(Character.toString(0x16ea0) + Character.toString(0x16eb8)));
    assertEquals(Character.toString(0x16eb9), lower(Character.toString(0x16eb9)));
  }

  private static String lower(String text) {
    var small = new Lowercase().normalize(Text.of(Utf8.encode(text)));
    return new String(
        small.bytes(), small.from(), small.to() - small.from(), StandardCharsets.UTF_8);
  }
}
