package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import java.util.ArrayList;
import java.util.List;

/** Lists of different values out of a few: a state for each set of those that were said. */
final class UniqueItems {
  private static final int MOST = 10;

  private UniqueItems() {}

  /**
   * What stands between the brackets.
   *
   * @param values all that an item may be; empty if they are not listed
   * @param prefix how many items have schemas of their own
   */
  static Expression of(List<Object> values, int prefix, int least, int most, String path) {
    var different = new ArrayList<Object>();
    for (var value : values) {
      if (different.stream().noneMatch(other -> JsonTree.equal(other, value))) {
        different.add(value);
      }
    }
    if (different.isEmpty() || different.size() > MOST || prefix > 0) {
      throw fault(
          path,
          "uniqueItems: expected items of at most %d listed values and no prefixItems"
              .formatted(MOST));
    }
    var states = new ArrayList<Expression.State>();
    int sets = 1 << different.size();
    for (int said = 0; said < sets; said++) {
      int count = Integer.bitCount(said);
      var arcs = new ArrayList<Expression.Arc>();
      for (int i = 0; i < different.size() && count < most; i++) {
        if ((said >> i & 1) == 0) {
          var value = Expression.text(JsonText.of(different.get(i)));
          var item =
              count == 0 ? value : Expression.sequence(Expression.text(","), JsonText.SPACE, value);
          arcs.add(new Expression.Arc(item, said | 1 << i));
        }
      }
      if (count > 0 && count >= least) {
        arcs.add(new Expression.Arc(JsonText.SPACE, sets));
      }
      states.add(new Expression.State(arcs, count == 0 && least == 0));
    }
    states.add(new Expression.State(List.of(), true));
    return new Expression.Machine(states);
  }
}
