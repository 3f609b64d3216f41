package dev.jeton.text.train;

import java.util.Arrays;

/** Numbers of words, rising; the last one is not added twice in a row. */
final class Places {
  private int[] words = new int[2];
  private int size;

  void add(int word) {
    if (size > 0 && words[size - 1] == word) {
      return;
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
    }
    words[size++] = word;
  }

  int size() {
    return size;
  }

  int at(int index) {
    return words[index];
  }
}
