package dev.jeton.llm.grammar;

import java.util.ArrayDeque;
import java.util.List;

/** An order of rules in which each stands before those that it may begin with. */
final class RuleOrder {
  private final List<String> names;
  private final List<List<Integer>> first;
  private final int[] state; // 1 on the way, 2 done
  private final ArrayDeque<Integer> done = new ArrayDeque<>();
  private final int[] order;
  private final int[] ruleAt;

  /**
   * @param first the rules that each may begin with
   * @throws GrammarException if one may begin with itself
   */
  RuleOrder(List<String> names, List<List<Integer>> first) {
    this.names = names;
    this.first = first;
    state = new int[first.size()];
    order = new int[first.size()];
    ruleAt = new int[first.size()];
    for (int rule = 0; rule < first.size(); rule++) {
      walk(rule, new ArrayDeque<>());
    }
    int at = 0;
    for (int rule : done) {
      ruleAt[at] = rule;
      order[rule] = at++;
    }
  }

  private void walk(int rule, ArrayDeque<Integer> way) {
    if (state[rule] == 2) {
      return;
    }
    way.addLast(rule);
    if (state[rule] == 1) {
      var path = way.stream().dropWhile(r -> r != rule).map(names::get).toList();
      throw new GrammarException(
          "expected rules that do not begin with themselves, found " + String.join(" > ", path));
    }
    state[rule] = 1;
    first.get(rule).forEach(next -> walk(next, way));
    state[rule] = 2;
    way.removeLast();
    done.addFirst(rule);
  }

  /** The place of a rule. */
  int placeOf(int rule) {
    return order[rule];
  }

  /** The rule at a place. */
  int ruleAt(int place) {
    return ruleAt[place];
  }
}
