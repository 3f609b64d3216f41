package dev.jeton.core;

import java.util.function.ToDoubleFunction;

/** Finds the prefix of a signal's tokens that fits a {@link Budget}. */
public final class PrefixSearch {
  private PrefixSearch() {}

  /**
   * The prefix of {@code all} that fits {@code budget}.
   *
   * @param all every token of the signal
   * @param quality what a prefix reaches on the codec's scale, 0..100; asked only where the budget
   *     is a quality
   * @throws BudgetException if not even one token fits, or the codec is not progressive and not all
   *     fit
   */
  public static Tokens.Ids fit(
      Codec<?> codec, Tokens.Ids all, Budget budget, ToDoubleFunction<Tokens.Ids> quality) {
    return switch (budget) {
      case Budget.Tokens(int count) -> {
        int length = Math.min(count, all.length());
        whole(codec, length, all, budget);
        yield all.prefix(length);
      }
      case Budget.Bytes(int count) -> longest(codec, all, count);
      case Budget.Quality(double value) ->
          codec.progressive() ? shortest(all, value, quality) : all;
    };
  }

  /**
   * The longest prefix whose file has at most {@code bytes} bytes, header and checksum included:
   * exact, from one pass over the ids.
   *
   * @throws BudgetException if not even one token fits, or the codec is not progressive and not all
   *     fit
   */
  public static Tokens.Ids longest(Codec<?> codec, Tokens.Ids all, int bytes) {
    int[] sizes = sizes(codec, all);
    int length = all.length();
    while (length > 0 && sizes[length - 1] > bytes) {
      length--;
    }
    if (length == 0) {
      throw new BudgetException(
          "a budget of %d bytes is too small for one token: the file needs %d"
              .formatted(bytes, sizes[0]));
    }
    whole(codec, length, all, new Budget.Bytes(bytes));
    return all.prefix(length);
  }

  /** Bytes of the files that hold the first 1, 2, … of {@code all}, {@code [length]}. */
  public static int[] sizes(Codec<?> codec, Tokens.Ids all) {
    var layout = all.layout();
    var meter = new PrefixSizes(all.length());
    codec.idCoder().code(layout, all.ids().clone(), all.length(), meter);
    int[] sizes = meter.lengths();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = JetonFileV1.size(codec, layout, i + 1, sizes[i]);
    }
    return sizes;
  }

  /**
   * The shortest prefix that reaches {@code quality}, which is taken to grow with length: about
   * {@code log2(length)} prefixes are looked at, and the one returned is one that reached it. All
   * tokens where none does.
   */
  public static Tokens.Ids shortest(
      Tokens.Ids all, double quality, ToDoubleFunction<Tokens.Ids> qualityOf) {
    int low = 1;
    int reached = all.length();
    while (low < reached) {
      int middle = (low + reached) >>> 1;
      if (qualityOf.applyAsDouble(all.prefix(middle)) >= quality) {
        reached = middle;
      } else {
        low = middle + 1;
      }
    }
    return all.prefix(reached);
  }

  private static void whole(Codec<?> codec, int length, Tokens.Ids all, Budget budget) {
    if (!codec.progressive() && length < all.length()) {
      throw new BudgetException(
          "%s is not progressive: all %d tokens are needed, the budget is %s"
              .formatted(codec.spec(), all.length(), budget));
    }
  }
}
