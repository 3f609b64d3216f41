package dev.jeton.llm.bytes;

import dev.jeton.llm.Model;
import dev.jeton.llm.ModelException;
import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in a text that a model is to fill: Bavarian et al., arXiv:2207.14255, section 3. What
 * does not fit the model's context is left out at the far ends.
 *
 * @param prefix what stands before
 * @param suffix what stands behind; may be empty
 */
public record Gap(String prefix, String suffix) {

  /** In which order a model is shown the two sides. */
  public enum Order {
    /** Only what stands before. */
    PREFIX,

    /** Prefix, suffix, then the middle by itself. */
    PREFIX_SUFFIX,

    /** Suffix, then prefix and middle as one text: tokens may reach over the gap's beginning. */
    SUFFIX_PREFIX
  }

  /** The ids by which a model is told where the parts begin. */
  private record Marks(int prefix, int suffix, int middle) {}

  /** Whether a model was trained to see what stands behind. */
  public static boolean filledBy(Model model) {
    return marks(model) != null;
  }

  private static @Nullable Marks marks(Model model) {
    var ids = new int[3];
    var names = new String[] {"pre", "suf", "mid"};
    for (int i = 0; i < 3; i++) {
      var id = model.file().metadata().number("tokenizer.ggml.fim_%s_token_id".formatted(names[i]));
      if (id.isEmpty()) {
        return null;
      }
      ids[i] = (int) id.getAsDouble();
    }
    return new Marks(ids[0], ids[1], ids[2]);
  }

  /**
   * The beginning of what fills the gap.
   *
   * @param start how tokens that would reach over the gap's beginning are dealt with; in order
   *     {@link Order#PREFIX_SUFFIX} there are none
   * @throws ModelException if the model is not trained for this order
   */
  public ByteSession open(ByteModel bytes, Order order, ByteModel.Start start) {
    var model = bytes.model();
    if (order == Order.PREFIX) {
      return bytes.start(bytes.beginning(), Utf8.encode(prefix), start);
    }
    var marks = marks(model);
    if (marks == null) {
      throw new ModelException(
          "expected a model that fills gaps, found no tokenizer.ggml.fim_pre_token_id, fim_suf_token_id and fim_mid_token_id");
    }
    int quarter = model.shape().context() / 4;
    int[] after = bytes.ids(suffix);
    after = Arrays.copyOf(after, Math.min(after.length, quarter));
    int[] before = order == Order.PREFIX_SUFFIX ? bytes.ids(prefix) : new int[0];
    before = Arrays.copyOfRange(before, Math.max(0, before.length - quarter), before.length);
    int[] all = new int[before.length + after.length + 3];
    all[0] = marks.prefix;
    System.arraycopy(before, 0, all, 1, before.length);
    all[before.length + 1] = marks.suffix;
    System.arraycopy(after, 0, all, before.length + 2, after.length);
    all[all.length - 1] = marks.middle;
    var text = order == Order.PREFIX_SUFFIX ? "" : prefix;
    return bytes.start(all, Utf8.encode(text), start);
  }
}
