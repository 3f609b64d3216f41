package dev.jeton.learn.language;

import dev.jeton.text.Tokenizer;
import java.util.Arrays;
import java.util.List;

/**
 * The ids of texts of one kind, one text after the other.
 *
 * @param starts where each text begins in {@code ids}, and the end of the last
 */
public record TokenizedTexts(int[] ids, int[] starts) {

  /** Encodes texts; what looks like a special token in them is text. */
  public static TokenizedTexts of(Tokenizer tokenizer, Documents documents) {
    var bare = tokenizer.bare();
    List<int[]> encoded =
        documents.all().stream().map(document -> bare.encode(document.utf8())).toList();
    var starts = new int[encoded.size() + 1];
    for (int i = 0; i < encoded.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], encoded.get(i).length);
    }
    var ids = new int[starts[encoded.size()]];
    for (int i = 0; i < encoded.size(); i++) {
      System.arraycopy(encoded.get(i), 0, ids, starts[i], encoded.get(i).length);
    }
    return new TokenizedTexts(ids, starts);
  }

  /** How many texts. */
  public int size() {
    return starts.length - 1;
  }

  /** Where the text ends that holds {@code position}. */
  int end(int position) {
    int found = Arrays.binarySearch(starts, position);
    return starts[found >= 0 ? found + 1 : -found - 1];
  }

  /** Whether a text begins at {@code position}. */
  boolean begins(int position) {
    return Arrays.binarySearch(starts, position) >= 0;
  }

  /** The ids of one text. */
  public int[] text(int index) {
    return Arrays.copyOfRange(ids, starts[index], starts[index + 1]);
  }
}
