package dev.jeton.text.normalizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.testkit.Seed;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.pretokenizer.Delimiter;
import org.junit.jupiter.api.Test;

class VisibleSpacesTest {
  private static final String[] PARTS = {" ", "  ", "a", "é", "\u2581", "天", "😀", "\n"};

  @Test
  void isPrependAndReplaceInOne() {
    var seed = new Seed();
    var random = seed.random();
    var space = new Replace(Delimiter.string(" "), "\u2581");
    for (int round = 0; round < 200; round++) {
      var string = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        string.append(PARTS[random.nextInt(PARTS.length)]);
      }
      byte[] utf8 = Utf8.encode(string.toString());
      same(new Prepend("\u2581").then(space), new VisibleSpaces(true), utf8, seed);
      same(space, new VisibleSpaces(false), utf8, seed);
    }
  }

  private static void same(Normalizer two, Normalizer one, byte[] utf8, Seed seed) {
    var expected = two.normalize(Text.of(utf8));
    var found = one.normalize(Text.of(utf8));
    assertEquals(expected.toString(), found.toString(), seed);
    for (int i = found.from(); i < found.to(); i++) {
      assertEquals(expected.originalStart(i), found.originalStart(i), seed);
      assertEquals(expected.originalEnd(i), found.originalEnd(i), seed);
    }
  }
}
