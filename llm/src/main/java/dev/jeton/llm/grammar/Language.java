package dev.jeton.llm.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The texts that a deterministic automaton over characters takes, to be cut with others and taken
 * from each other. Made of expressions by sets of states (Rabin and Scott, 1959), products for the
 * rest. Immutable.
 */
final class Language {
  private static final int MOST_STATES = 20_000;
  private static final int NONE = -1;

  /** Over one of some characters to a state. */
  record Arc(Characters over, int to) {}

  private final List<List<Arc>> arcs; // by state; those of a state are apart
  private final BitSet ends;

  Language(List<List<Arc>> arcs, BitSet ends) {
    this.arcs = arcs;
    this.ends = ends;
  }

  /**
   * The texts of an expression without rules.
   *
   * @throws GrammarException if there are too many states
   */
  static Language of(Expression expression) {
    return new Steps(expression).determined();
  }

  /** Texts of both. */
  Language and(Language other) {
    return product(other, false);
  }

  /** Texts of this one that are not of {@code other}. */
  Language minus(Language other) {
    return product(other, true);
  }

  boolean isEmpty() {
    return ends.isEmpty();
  }

  boolean takes(String text) {
    int at = 0;
    for (int c : text.codePoints().toArray()) {
      int next = NONE;
      for (var arc : arcs.get(at)) {
        next = arc.over.contains(c) ? arc.to : next;
      }
      if (next == NONE) {
        return false;
      }
      at = next;
    }
    return ends.get(at);
  }

  /** The same as an expression. */
  Expression expression() {
    var states = new ArrayList<Expression.State>();
    for (int i = 0; i < arcs.size(); i++) {
      var out =
          arcs.get(i).stream()
              .map(arc -> new Expression.Arc(new Expression.One(arc.over), arc.to))
              .toList();
      states.add(new Expression.State(out, ends.get(i)));
    }
    return new Expression.Machine(states);
  }

  private record Pair(int mine, int other) {}

  private Language product(Language other, boolean without) {
    var numbers = new LinkedHashMap<Pair, Integer>();
    var work = new ArrayDeque<Pair>();
    var all = new ArrayList<List<Arc>>();
    var found = new BitSet();
    var start = new Pair(0, 0);
    numbers.put(start, 0);
    work.add(start);
    while (!work.isEmpty()) {
      var at = work.removeFirst();
      boolean both = at.other != NONE && other.ends.get(at.other);
      found.set(all.size(), ends.get(at.mine) && both != without);
      var out = new ArrayList<Arc>();
      for (var arc : arcs.get(at.mine)) {
        var left = arc.over;
        for (var its : at.other == NONE ? List.<Arc>of() : other.arcs.get(at.other)) {
          var common = left.and(its.over);
          if (!common.isEmpty()) {
            out.add(new Arc(common, number(new Pair(arc.to, its.to), numbers, work)));
            left = without ? left.minus(common) : left;
          }
        }
        if (without && !left.isEmpty()) {
          out.add(new Arc(left, number(new Pair(arc.to, NONE), numbers, work)));
        }
      }
      all.add(out);
    }
    return new Language(all, found);
  }

  private static <K> int number(K key, Map<K, Integer> numbers, ArrayDeque<K> work) {
    var known = numbers.get(key);
    if (known != null) {
      return known;
    }
    if (numbers.size() == MOST_STATES) {
      throw new GrammarException(
          "expected patterns, lengths, multiples and what is excluded to need at most %,d states together, found more"
              .formatted(MOST_STATES));
    }
    int next = numbers.size();
    numbers.put(key, next);
    work.add(key);
    return next;
  }

  /** An automaton that may be in several states at once, and how it becomes one that is not. */
  private static final class Steps {
    private final List<List<Arc>> arcs = new ArrayList<>();
    private final List<List<Integer>> free = new ArrayList<>();
    private final int end;

    Steps(Expression expression) {
      int start = node();
      end = node();
      add(expression, start, end);
    }

    private int node() {
      if (arcs.size() > 10 * MOST_STATES) {
        throw new GrammarException("expected smaller repetitions in patterns and lengths");
      }
      arcs.add(new ArrayList<>());
      free.add(new ArrayList<>());
      return arcs.size() - 1;
    }

    private void add(Expression expression, int from, int to) {
      switch (expression) {
        case Expression.One one -> arcs.get(from).add(new Arc(one.characters(), to));
        case Expression.Sequence sequence -> {
          int at = from;
          for (var part : sequence.parts()) {
            int next = node();
            add(part, at, next);
            at = next;
          }
          free.get(at).add(to);
        }
        case Expression.Either either -> either.choices().forEach(choice -> add(choice, from, to));
        case Expression.Repeat repeat -> addRepeat(repeat, from, to);
        case Expression.Machine machine -> {
          int[] states = machine.states().stream().mapToInt(state -> node()).toArray();
          free.get(from).add(states[0]);
          for (int i = 0; i < states.length; i++) {
            var state = machine.states().get(i);
            for (var arc : state.arcs()) {
              add(arc.over(), states[i], states[arc.to()]);
            }
            if (state.end()) {
              free.get(states[i]).add(to);
            }
          }
        }
        case Expression.Rule rule ->
            throw new IllegalArgumentException("rule " + rule.name() + " within a pattern");
      }
    }

    private void addRepeat(Expression.Repeat repeat, int from, int to) {
      int at = from;
      for (int i = 0; i < repeat.least(); i++) {
        int next = node();
        add(repeat.part(), at, next);
        at = next;
      }
      boolean unbounded = repeat.most() == Expression.UNBOUNDED;
      for (int i = repeat.least(); i < (unbounded ? repeat.least() + 1 : repeat.most()); i++) {
        int here = node();
        int next = unbounded ? here : node();
        free.get(at).add(here);
        free.get(here).add(to);
        add(repeat.part(), here, next);
        at = next;
      }
      free.get(at).add(to);
    }

    private BitSet closed(BitSet some) {
      var work = new ArrayDeque<Integer>();
      some.stream().forEach(work::add);
      while (!work.isEmpty()) {
        for (int to : free.get(work.removeLast())) {
          if (!some.get(to)) {
            some.set(to);
            work.add(to);
          }
        }
      }
      return some;
    }

    Language determined() {
      var numbers = new LinkedHashMap<BitSet, Integer>();
      var work = new ArrayDeque<BitSet>();
      var start = new BitSet();
      start.set(0);
      number(closed(start), numbers, work);
      var all = new ArrayList<List<Arc>>();
      var ends = new BitSet();
      while (!work.isEmpty()) {
        var at = work.removeFirst();
        ends.set(all.size(), at.get(end));
        var out = new ArrayList<Arc>();
        targets(at)
            .forEach(
                (to, ranges) ->
                    out.add(
                        new Arc(Characters.ofRanges(ranges), number(closed(to), numbers, work))));
        all.add(out);
      }
      return new Language(all, ends);
    }

    /** The ranges of characters that lead from some states to the same others. */
    private Map<BitSet, List<int[]>> targets(BitSet states) {
      var from = states.stream().boxed().flatMap(state -> arcs.get(state).stream()).toList();
      var cuts = new TreeSet<Integer>();
      for (var arc : from) {
        int[] bounds = arc.over.bounds();
        for (int i = 0; i < bounds.length; i += 2) {
          cuts.add(bounds[i]);
          cuts.add(bounds[i + 1] + 1);
        }
      }
      var found = new HashMap<BitSet, List<int[]>>();
      var last = NONE;
      for (int cut : cuts) {
        if (last != NONE) {
          var to = new BitSet();
          for (var arc : from) {
            if (arc.over.contains(last)) {
              to.set(arc.to);
            }
          }
          if (!to.isEmpty()) {
            found.computeIfAbsent(to, key -> new ArrayList<>()).add(new int[] {last, cut - 1});
          }
        }
        last = cut;
      }
      return found;
    }
  }
}
