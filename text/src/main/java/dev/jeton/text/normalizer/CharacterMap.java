package dev.jeton.text.normalizer;

import dev.jeton.text.TokenizerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's map from strings to what takes their place: a double-array trie (darts-clone)
 * followed by the replacements, each ended by a zero byte.
 */
public final class CharacterMap {

  /**
   * What the map says about the beginning of a text.
   *
   * @param length bytes of the text that it replaces, at least 1
   */
  public record Found(int length, byte[] replacement) {}

  private static final int LONGEST_KEY = 64;
  private static final int MOST_KEYS = 1 << 22; // they share their ends in the trie

  private final byte[] map;
  private final int[] units;
  private final byte[] replacements;

  /**
   * @param map number of the trie's bytes as 4 bytes, the trie, the replacements
   */
  public CharacterMap(byte[] map) {
    var buffer = ByteBuffer.wrap(map).order(ByteOrder.LITTLE_ENDIAN);
    int trieBytes = map.length < 4 ? -1 : buffer.getInt();
    if (trieBytes < 4 || trieBytes % 4 != 0 || trieBytes > map.length - 4) {
      throw new TokenizerException(
          "expected a precompiled map of characters, found %d bytes that are none"
              .formatted(map.length));
    }
    this.map = map.clone();
    units = new int[trieBytes / 4];
    buffer.asIntBuffer().get(units);
    replacements = Arrays.copyOfRange(map, 4 + trieBytes, map.length);
  }

  /** The map as it was given. */
  byte[] bytes() {
    return map.clone();
  }

  /** What takes the place of the shortest beginning of {@code bytes[from, to)} that has one. */
  @Nullable Found shortest(byte[] bytes, int from, int to) {
    return find(bytes, from, to, false);
  }

  /** What takes the place of the longest beginning of {@code bytes[from, to)} that has one. */
  public @Nullable Found longest(byte[] bytes, int from, int to) {
    return find(bytes, from, to, true);
  }

  /**
   * Whether all of {@code bytes[from, to)}, at least one, is the beginning of a longer string that
   * the map replaces.
   */
  public boolean mayGoOn(byte[] bytes, int from, int to) {
    int node = offset(units[0]);
    for (int i = from; i < to; i++) {
      node = child(node, bytes[i] & 0xff);
      if (node < 0) {
        return false;
      }
    }
    for (int c = 1; c < 256; c++) {
      if (child(node, c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The node behind {@code node} and a byte, or −1. */
  private int child(int node, int c) {
    int child = node ^ c;
    return c == 0 || child < 0 || child >= units.length || (units[child] & 0x800000ff) != c
        ? -1
        : child ^ offset(units[child]);
  }

  private @Nullable Found find(byte[] bytes, int from, int to, boolean longest) {
    int node = offset(units[0]);
    int length = 0;
    int leaf = 0;
    for (int i = from; i < to; i++) {
      int c = bytes[i] & 0xff;
      if (c == 0) {
        break;
      }
      node ^= c;
      if (node < 0 || node >= units.length || (units[node] & 0x800000ff) != c) {
        break;
      }
      int unit = units[node];
      node ^= offset(unit);
      if ((unit >>> 8 & 1) == 1) {
        length = i + 1 - from;
        leaf = node;
        if (!longest) {
          break;
        }
      }
    }
    return length == 0 ? null : new Found(length, replacement(leaf));
  }

  /** All that the map replaces, by what takes its place. */
  Map<String, String> entries() {
    var entries = new TreeMap<String, String>();
    add(entries, offset(units[0]), new byte[LONGEST_KEY], 0);
    return entries;
  }

  private void add(Map<String, String> entries, int node, byte[] key, int length) {
    for (int c = 1; c < 256 && length < key.length; c++) {
      int child = node ^ c;
      if (child < 0 || child >= units.length || (units[child] & 0x800000ff) != c) {
        continue;
      }
      key[length] = (byte) c;
      int unit = units[child];
      child ^= offset(unit);
      if ((unit >>> 8 & 1) == 1) {
        entries.put(
            new String(key, 0, length + 1, StandardCharsets.UTF_8),
            new String(replacement(child), StandardCharsets.UTF_8));
      }
      if (entries.size() > MOST_KEYS) {
        throw new TokenizerException("the precompiled map of characters runs in a circle");
      }
      add(entries, child, key, length + 1);
    }
  }

  private byte[] replacement(int node) {
    int from = node < 0 || node >= units.length ? -1 : units[node] & 0x7fffffff;
    if (from < 0 || from >= replacements.length) {
      throw new TokenizerException("the precompiled map of characters points outside itself");
    }
    int to = from;
    while (to < replacements.length && replacements[to] != 0) {
      to++;
    }
    return Arrays.copyOfRange(replacements, from, to);
  }

  private static int offset(int unit) {
    return unit >>> 10 << ((unit & 1 << 9) >>> 6);
  }
}
