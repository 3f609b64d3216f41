package dev.jeton.text.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class DoubleArrayTest {
  private final Seed seed = new Seed();

  private static int find(DoubleArray trie, byte[] string) {
    long node = trie.root();
    for (byte b : string) {
      node = trie.child(node, b);
      if (node == DoubleArray.NONE) {
        return -1;
      }
    }
    return DoubleArray.value(node);
  }

  private byte[] string(int kinds, int longest) {
    byte[] string = new byte[seed.random().nextInt(longest + 1)];
    for (int i = 0; i < string.length; i++) {
      string[i] = (byte) seed.random().nextInt(kinds);
    }
    return string;
  }

  /** Few and all kinds of bytes, short and long strings, against a map. */
  @Test
  void findsWhatAMapFinds() {
    for (int kinds : new int[] {1, 2, 5, 256}) {
      for (int n : new int[] {0, 1, 300, 20_000}) {
        byte[][] strings = new byte[n][];
        Arrays.setAll(strings, i -> string(kinds, 12));
        var map = new HashMap<String, Integer>();
        for (int i = 0; i < n; i++) {
          map.putIfAbsent(Arrays.toString(strings[i]), i);
        }
        var trie = DoubleArray.of(strings);
        for (int i = 0; i < 2000 + n; i++) {
          byte[] asked = i < n ? strings[i] : string(kinds, 13);
          int expected = map.getOrDefault(Arrays.toString(asked), -1);
          assertEquals(expected, find(trie, asked), seed);
        }
      }
    }
  }

  @Test
  void valuesOfOnesOwn() {
    byte[][] strings = {Utf8.encode("a"), Utf8.encode("ab"), {0}, {-1}};
    var trie = DoubleArray.of(strings, new int[] {7, 1 << 23, 0, 3});
    assertEquals(7, find(trie, strings[0]));
    assertEquals(1 << 23, find(trie, strings[1]));
    assertEquals(0, find(trie, strings[2]));
    assertEquals(3, find(trie, strings[3]));
    assertEquals(-1, find(trie, new byte[0]));
  }
}
