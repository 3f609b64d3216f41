package dev.jeton.learn.language;

import dev.jeton.text.Tokenizer;
import dev.jeton.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Windows of texts that a model has not learnt from, to follow its progress: beginnings of texts
 * that do not overlap, each text's first id foreseen from the token between texts.
 *
 * @param windows {@code [ids]} each, the first one given
 * @param bytes of all ids that are foreseen
 */
public record HeldOutTexts(List<int[]> windows, long bytes) {
  private static final int ROWS = 8;

  public HeldOutTexts {
    windows = List.copyOf(windows);
  }

  /**
   * Windows of at most {@code length} ids, of all texts or the first that make so many.
   *
   * @param most windows
   */
  public static HeldOutTexts of(Tokenizer tokenizer, Documents texts, int length, int most) {
    var bare = tokenizer.bare();
    int end = SpecialIds.of(tokenizer).end();
    var windows = new ArrayList<int[]>();
    long bytes = 0;
    for (var text : texts.all()) {
      int[] ids = bare.encode(text.utf8());
      for (int at = 0; at < ids.length && windows.size() < most; at += length - 1) {
        var part = Arrays.copyOfRange(ids, at, Math.min(ids.length, at + length - 1));
        var window = new int[part.length + 1];
        window[0] = at == 0 ? end : ids[at - 1];
        System.arraycopy(part, 0, window, 1, part.length);
        windows.add(window);
        bytes += bare.decodeBytes(part).length;
      }
    }
    return new HeldOutTexts(windows, bytes);
  }

  /** Mean bits per byte over the windows; called without gradients. */
  double bitsPerByte(LanguageModel model) {
    double nats = 0;
    for (int from = 0; from < windows.size(); from += ROWS) {
      nats += nats(model, windows.subList(from, Math.min(windows.size(), from + ROWS)));
    }
    return nats / Math.log(2) / bytes;
  }

  private static double nats(LanguageModel model, List<int[]> rows) {
    int length = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    var ids = new int[rows.size() * length];
    var counted = new boolean[ids.length];
    int foreseen = 0;
    for (int r = 0; r < rows.size(); r++) {
      var row = rows.get(r);
      System.arraycopy(row, 0, ids, r * length, row.length);
      Arrays.fill(counted, r * length + 1, r * length + row.length, true);
      foreseen += row.length - 1;
    }
    try (var scope = new Scope()) {
      return model.loss(ids, counted, length).item() * foreseen;
    }
  }
}
