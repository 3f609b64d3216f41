package dev.jeton.text.compress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.TokenizerException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EqualInfoWindowsTest {
  private final Seed seed = new Seed();
  private final OrderModel model = OrderModel.learn(Documents.sentences(300, seed.random()), 4);

  @Test
  void everyTextComesBack() {
    for (int bits : new int[] {8, 9, 12, 16, 24, 30}) {
      var windows = new EqualInfoWindows(model, bits);
      for (var text : Documents.awkward(seed.random())) {
        assertArrayEquals(text, windows.decode(windows.encode(text)), seed);
      }
    }
  }

  @Test
  void theDictionaryGivesTheCodersCodewords() {
    for (int bits : new int[] {8, 9, 12, 16}) {
      var windows = new EqualInfoWindows(model, bits);
      var dictionary = WindowDictionary.of(windows);
      for (var text : Documents.awkward(seed.random())) {
        int[] codewords = windows.encode(text);
        assertArrayEquals(codewords, dictionary.encode(text), seed);
        assertArrayEquals(text, dictionary.decode(codewords), seed);
      }
    }
  }

  @Test
  void everyCodewordHasATextOfItsOwnThatTheCoderKnows() {
    var windows = new EqualInfoWindows(model, 12);
    var dictionary = WindowDictionary.of(windows);
    assertEquals(4096, dictionary.size());
    var texts = new HashSet<String>();
    for (int codeword = 0; codeword < dictionary.size(); codeword++) {
      byte[] text = dictionary.text(codeword);
      assertTrue(text.length > 0, seed);
      assertTrue(texts.add(new String(text, ISO_8859_1)), seed);
      assertArrayEquals(text, windows.decode(codeword), seed);
      assertArrayEquals(new int[] {codeword}, windows.encode(text), seed);
    }
  }

  @Test
  void aWindowMeansTheSameWhereverItStands() {
    var windows = new EqualInfoWindows(model, 16);
    for (var text : Documents.sentences(20, seed.random())) {
      int[] codewords = windows.encode(text);
      int at = 0;
      for (int i = 0; i < codewords.length; i++) {
        byte[] part = windows.decode(codewords[i]);
        assertArrayEquals(part, Arrays.copyOfRange(text, at, at + part.length), seed);
        at += part.length;
      }
    }
  }

  @Test
  void windowsOfEightBitsAreBytes() {
    var windows = new EqualInfoWindows(model, 8);
    assertArrayEquals(new int[] {0, 'a', 255}, windows.encode(new byte[] {0, 'a', (byte) 255}));
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThrows(IllegalArgumentException.class, () -> new EqualInfoWindows(model, 7));
    assertThrows(IllegalArgumentException.class, () -> new EqualInfoWindows(model, 31));
    var windows = new EqualInfoWindows(model, 12);
    assertThrows(IllegalArgumentException.class, () -> windows.decode(4096));
    assertThrows(IllegalArgumentException.class, () -> windows.decode(-1));
    var wide = new EqualInfoWindows(model, 21);
    assertThrows(TokenizerException.class, () -> WindowDictionary.of(wide));
  }

  @Test
  void saysSoWhereTextsOnlyRepeat() {
    var runs = OrderModel.learn(List.of("a".repeat(100_000).getBytes(UTF_8)), 3);
    var windows = new EqualInfoWindows(runs, 16);
    var e = assertThrows(TokenizerException.class, () -> WindowDictionary.of(windows));
    assertTrue(String.valueOf(e.getMessage()).contains("at most 1024 bytes"), e.getMessage());
  }
}
