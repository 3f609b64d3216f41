package dev.jeton.text;

import dev.jeton.text.Truncation.Window;
import dev.jeton.text.postprocessor.SpaceTrim;
import dev.jeton.text.postprocessor.Template.Part;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a text or two, and which of them go into which input. */
final class InputPlan {
  private static final long MOST_TOKENS = 1L << 26;

  private final Tokenizer tokenizer;
  private final List<Part> parts;
  private final List<String> texts;
  private final List<Encoding> encodings = new ArrayList<>();
  private final List<List<Window>> windows; // of each text

  /**
   * @param texts one or two
   */
  InputPlan(Tokenizer tokenizer, Truncation truncation, List<String> texts) {
    this.tokenizer = tokenizer;
    this.texts = texts;
    parts = tokenizer.around(texts.size());
    var bare = tokenizer.bare();
    texts.forEach(text -> encodings.add(bare.encodeWithOffsets(text)));
    int around = (int) parts.stream().filter(part -> part instanceof Part.Token).count();
    windows = truncation.windows(encodings.stream().mapToInt(Encoding::length).toArray(), around);
  }

  /** Which window of its text each part takes that is a text: all the first. */
  int[] first() {
    return new int[(int) parts.stream().filter(part -> part instanceof Part.Sequence).count()];
  }

  /**
   * All combinations of windows, the first one first, in the order of Hugging Face's overflowing
   * encodings: a part joins the first combination last.
   */
  List<int[]> all() {
    var all = new ArrayList<int[]>();
    all.add(new int[0]);
    for (var part : parts) {
      if (part instanceof Part.Sequence text) {
        all = joined(all, windows.get(text.index()).size());
      }
    }
    return all;
  }

  private ArrayList<int[]> joined(List<int[]> before, int count) {
    if ((long) before.size() * count * length(first()) > MOST_TOKENS) {
      throw new TokenizerException(
          "expected windows of at most %d tokens together, found %d windows"
              .formatted(MOST_TOKENS, (long) before.size() * count));
    }
    var joined = new ArrayList<int[]>(before.size() * count);
    joined.add(with(before.getFirst(), 0));
    for (var other : before.subList(1, before.size())) {
      for (int i = 0; i < count; i++) {
        joined.add(with(other, i));
      }
    }
    for (int i = 1; i < count; i++) {
      joined.add(with(before.getFirst(), i));
    }
    return joined;
  }

  private static int[] with(int[] chosen, int next) {
    int[] longer = java.util.Arrays.copyOf(chosen, chosen.length + 1);
    longer[chosen.length] = next;
    return longer;
  }

  /** How many tokens an input of these windows has, without padding. */
  int length(int[] chosen) {
    int length = 0;
    int next = 0;
    for (var part : parts) {
      length +=
          part instanceof Part.Sequence text
              ? windows.get(text.index()).get(chosen[next++]).length()
              : 1;
    }
    return length;
  }

  /**
   * The input of these windows.
   *
   * @param target what it is padded to
   */
  ModelInput input(int[] chosen, Padding padding, int target) {
    int length = length(chosen);
    int missing = Math.max(0, target - length);
    var out = new ModelInput.Builder(length + missing);
    if (padding.side() == Padding.Side.LEFT) {
      out.padding(missing, padding);
    }
    int next = 0;
    for (var part : parts) {
      switch (part) {
        case Part.Token token -> out.special(token.id(), token.typeId());
        case Part.Sequence text -> put(text, windows.get(text.index()).get(chosen[next++]), out);
      }
    }
    if (padding.side() == Padding.Side.RIGHT) {
      out.padding(missing, padding);
    }
    return out.input();
  }

  private void put(Part.Sequence part, Window window, ModelInput.Builder out) {
    var encoding = encodings.get(part.index());
    for (int i = window.from(); i < window.to(); i++) {
      int[] span = {
        encoding.byteStarts()[i],
        encoding.byteEnds()[i],
        encoding.charStarts()[i],
        encoding.charEnds()[i]
      };
      int id = encoding.ids()[i];
      for (var trim : tokenizer.parts().template().trims()) {
        trim(span, trim, id, texts.get(part.index()), i == window.from());
      }
      out.token(id, part.typeId(), part.index(), span);
    }
  }

  /** An added token is as it stands in the text, where it may have taken spaces along. */
  private void trim(int[] span, SpaceTrim trim, int id, String text, boolean first) {
    var spaces =
        tokenizer.isAdded(id)
            ? trim.of(text.substring(span[2], span[3]))
            : trim.of(tokenizer.token(id));
    boolean put = trim.prefixSpace() && spaces.before() == 1 && (first || span[2] == 0);
    for (int i = put ? 0 : spaces.before(); i > 0 && span[2] < span[3]; i--) {
      int c = text.codePointAt(span[2]);
      span[0] = Math.min(span[0] + bytes(c), span[1]);
      span[2] += Character.charCount(c);
    }
    for (int i = spaces.after(); i > 0 && span[2] < span[3]; i--) {
      int c = text.codePointBefore(span[3]);
      span[1] = Math.max(span[1] - bytes(c), span[0]);
      span[3] -= Character.charCount(c);
    }
  }

  private static int bytes(int c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
}
