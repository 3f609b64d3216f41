package dev.jeton.text.model;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The merges of a model as a list in which each has a rank of its own. Where ranks belong to tokens
 * ({@code .tiktoken}, SentencePiece), any two neighbours that are a token together merge; of those
 * pairs only one ever does: what the token's own symbols have become one step before the end. That
 * step is the same within any text, since a border between two tokens at the end was one all along.
 */
final class MergeOrder {
  private static final int NONE = -1;

  private final TokenTable tokens;
  private final MergeTable table;
  private final boolean bytes;

  private MergeOrder(TokenTable tokens, MergeTable table, boolean bytes) {
    this.tokens = tokens;
    this.table = table;
    this.bytes = bytes;
  }

  /**
   * The merges of {@code model} in their order.
   *
   * @throws TokenizerException if two tokens have one rank, so that their places in a text decide
   */
  static List<MergeTable.Merge> of(TokenTable tokens, MergeTable table, boolean bytes) {
    var merges = table.merges();
    return isOne(merges) ? merges : new MergeOrder(tokens, table, bytes).recovered(merges);
  }

  /** Whether each merge has a rank of its own; they are in the order of ranks. */
  static boolean isOne(List<MergeTable.Merge> merges) {
    for (int i = 1; i < merges.size(); i++) {
      if (merges.get(i - 1).rank() == merges.get(i).rank()) {
        return false;
      }
    }
    return true;
  }

  private List<MergeTable.Merge> recovered(List<MergeTable.Merge> merges) {
    var last = new ArrayList<MergeTable.Merge>();
    merges.stream()
        .mapToInt(MergeTable.Merge::into)
        .distinct()
        .forEach(
            id -> {
              var merge = last(id);
              if (merge != null) {
                last.add(merge);
              }
            });
    last.sort(Comparator.comparingInt(MergeTable.Merge::rank));
    var ordered = new ArrayList<MergeTable.Merge>();
    for (int from = 0; from < last.size(); ) {
      int to = from;
      while (to < last.size() && last.get(to).rank() == last.get(from).rank()) {
        to++;
      }
      ordered.addAll(leftmostFirst(last.subList(from, to), last.subList(0, from)));
      from = to;
    }
    return ordered;
  }

  /**
   * Merges of one rank: where two have a token in common the left one comes first in any text, so
   * it must in the list.
   */
  private List<MergeTable.Merge> leftmostFirst(
      List<MergeTable.Merge> equal, List<MergeTable.Merge> before) {
    var left = new ArrayList<>(equal);
    var ordered = new ArrayList<MergeTable.Merge>();
    while (!left.isEmpty()) {
      var first =
          left.stream()
              .filter(m -> left.stream().noneMatch(o -> o != m && o.right() == m.left()))
              .findFirst();
      if (first.isEmpty() || equal.size() > 1 && isUsed(first.get().into(), before)) {
        throw new TokenizerException(
            "expected tokens that merge in one order, found '%s' and %d others of the same rank"
                .formatted(text(left.getFirst().into()), equal.size() - 1));
      }
      ordered.add(first.get());
      left.remove(first.get());
    }
    return ordered;
  }

  private static boolean isUsed(int id, List<MergeTable.Merge> merges) {
    return merges.stream().anyMatch(merge -> merge.left() == id || merge.right() == id);
  }

  private String text(int id) {
    return Utf8.decode(tokens.bytes(id));
  }

  /** The merge that gives {@code id} from its own symbols, or null where none does. */
  private MergeTable.@Nullable Merge last(int id) {
    byte[] token = tokens.bytes(id);
    int[] ids = new int[token.length];
    int n = 0;
    for (int at = 0; at < token.length; n++) {
      int length = bytes ? 1 : CodePoints.length(token[at]);
      ids[n] = tokens.find(token, at, at + length);
      at += length;
    }
    while (n > 1) {
      int best = 0;
      for (int i = 1; i + 1 < n; i++) {
        best = rank(ids, i) < rank(ids, best) ? i : best;
      }
      int slot = ids[best] < 0 || ids[best + 1] < 0 ? NONE : table.slot(ids[best], ids[best + 1]);
      if (slot < 0) {
        return null;
      }
      if (n == 2) {
        int into = table.merged(slot);
        return into == id ? new MergeTable.Merge(ids[0], ids[1], table.rank(slot), into) : null;
      }
      ids[best] = table.merged(slot);
      System.arraycopy(ids, best + 2, ids, best + 1, n - best - 2);
      n--;
    }
    return null;
  }

  private int rank(int[] ids, int i) {
    return ids[i] < 0 || ids[i + 1] < 0
        ? MergeTable.NEVER
        : table.rank(table.slot(ids[i], ids[i + 1]));
  }
}
