package dev.jeton.papers;

import dev.jeton.learn.language.Documents;
import dev.jeton.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Places in identifiers of texts where a model has to go on.
 *
 * @param all in the order of the dice
 */
record ByteCuts(List<Cut> all) {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]{4,}");
  private static final int BEFORE = 400;
  private static final int BEHIND = 160;
  private static final int NEXT = 16;

  /**
   * One of them.
   *
   * @param prefix what stands before, to the byte
   * @param rest of the identifier
   * @param suffix what stands behind the identifier
   * @param next what stands behind the cut
   */
  record Cut(String prefix, String rest, String suffix, String next) {}

  /**
   * Cuts at random bytes.
   *
   * @param inside a token of the text, or else between two
   */
  static ByteCuts draw(
      Documents texts, Tokenizer tokenizer, boolean inside, int count, SplittableRandom random) {
    var cuts = new ArrayList<Cut>();
    while (cuts.size() < count) {
      var text = texts.all().get(random.nextInt(texts.all().size()));
      var found = one(new String(text.utf8(), StandardCharsets.UTF_8), tokenizer, inside, random);
      if (found != null) {
        cuts.add(found);
      }
    }
    return new ByteCuts(List.copyOf(cuts));
  }

  private static @Nullable Cut one(
      String text, Tokenizer tokenizer, boolean inside, SplittableRandom random) {
    var matcher = IDENTIFIER.matcher(text);
    if (!matcher.find(random.nextInt(text.length()))) {
      return null;
    }
    int start = matcher.start();
    int end = matcher.end();
    int cut = start + random.nextInt(end - start);
    boolean boundary = boundaries(text, tokenizer).get(cut);
    if (boundary == inside || cut == start) {
      return null;
    }
    return new Cut(
        text.substring(Math.max(0, cut - BEFORE), cut),
        text.substring(cut, end),
        text.substring(end, Math.min(text.length(), end + BEHIND)),
        text.substring(cut, Math.min(text.length(), cut + NEXT)));
  }

  private static BitSet boundaries(String text, Tokenizer tokenizer) {
    var starts = new BitSet();
    for (int start : tokenizer.bare().encodeWithOffsets(text).charStarts()) {
      starts.set(start);
    }
    return starts;
  }
}
