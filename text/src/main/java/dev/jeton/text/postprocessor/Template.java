package dev.jeton.text.postprocessor;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens that stand around a text or two, such as {@code [CLS]} and {@code [SEP]}.
 *
 * @param single what a text becomes
 * @param pair what two texts become
 * @param trims what leaves spaces out of offsets, in their order
 */
public record Template(List<Part> single, List<Part> pair, List<SpaceTrim> trims) {

  /** A part of what a model is given. */
  public sealed interface Part {
    /** What models call the segment or token type. */
    int typeId();

    /** This with another type. */
    Part typed(int typeId);

    /** A token that stands for nothing in a text. */
    record Token(int id, int typeId) implements Part {
      @Override
      public Part typed(int typeId) {
        return new Token(id, typeId);
      }
    }

    /**
     * A text.
     *
     * @param index 0 for the first or only one, 1 for the second
     */
    record Sequence(int index, int typeId) implements Part {
      @Override
      public Part typed(int typeId) {
        return new Sequence(index, typeId);
      }
    }
  }

  /** No tokens; the second text has type 1. */
  public static final Template NONE = around(List.of(), List.of());

  public Template {
    single = List.copyOf(single);
    pair = List.copyOf(pair);
    trims = List.copyOf(trims);
  }

  /** These ids before and behind each text; the second and its tokens have type 1. */
  public static Template around(List<Integer> before, List<Integer> after) {
    var single = around(before, 0, after);
    var pair = new ArrayList<>(single);
    pair.addAll(around(before, 1, after));
    return new Template(single, pair, List.of());
  }

  /** BERT's: {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}. */
  public static Template bert(int cls, int sep) {
    var single = around(List.of(cls), 0, List.of(sep));
    var pair = new ArrayList<>(single);
    pair.addAll(around(List.of(), 1, List.of(sep)));
    return new Template(single, pair, List.of());
  }

  private static List<Part> around(List<Integer> before, int text, List<Integer> after) {
    var parts = new ArrayList<Part>();
    before.forEach(id -> parts.add(new Part.Token(id, text)));
    parts.add(new Part.Sequence(text, text));
    after.forEach(id -> parts.add(new Part.Token(id, text)));
    return parts;
  }
}
