package dev.jeton.llm.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a grammar as graphs over bytes, which call each other (Woods, "Transition network
 * grammars", 1970). Every node that is left can reach the end of its rule. Immutable.
 */
final class Network {
  private static final int MOST_NODES = 1 << 21;
  private static final int NEVER = Integer.MAX_VALUE / 4;

  /** From a node over one byte of a set to another. */
  record Edge(ByteSet bytes, int to) {}

  /** From a node through all of a rule to another. */
  record Call(int rule, int to) {}

  /** What leads out of a node. */
  private static final class Node {
    List<Edge> edges = List.of();
    List<Call> calls = List.of();
    int[] free = {};
  }

  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge[]> edges = new ArrayList<>();
  private final List<Call[]> calls = new ArrayList<>();
  private int[] starts = {};
  private int[] ends = {};
  private int[] least = {};
  private int[] leastOfRule = {};
  private final Map<String, Integer> suffixes = new HashMap<>();
  private final RuleOrder order;

  /**
   * The network of these rules; the first is where texts begin.
   *
   * @throws GrammarException if a rule is missing or begins with itself, or no text can end
   */
  Network(Map<String, Expression> rules) {
    for (var name : rules.keySet()) {
      names.put(name, names.size());
    }
    starts = new int[names.size()];
    ends = new int[names.size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = node();
      ends[i] = node();
    }
    int rule = 0;
    for (var entry : rules.entrySet()) {
      suffixes.clear();
      add(entry.getValue(), starts[rule], ends[rule], entry.getKey());
      rule++;
    }
    suffixes.clear();
    measure();
    if (leastOfRule[0] >= NEVER) {
      throw new GrammarException("expected a grammar with texts that end, found none");
    }
    var first = new ArrayList<List<Integer>>();
    for (int start : starts) {
      first.add(firstCalls(start));
    }
    order = new RuleOrder(List.copyOf(names.keySet()), first);
    for (var node : nodes) {
      edges.add(node.edges.stream().filter(e -> least[e.to] < NEVER).toArray(Edge[]::new));
      calls.add(
          node.calls.stream()
              .filter(c -> leastOfRule[c.rule] < NEVER && least[c.to] < NEVER)
              .toArray(Call[]::new));
      node.free = Arrays.stream(node.free).filter(to -> least[to] < NEVER).toArray();
      node.edges = List.of();
      node.calls = List.of();
    }
  }

  private int node() {
    if (nodes.size() == MOST_NODES) {
      throw new GrammarException(
          "expected a grammar of at most %,d states, found more: are there large repetitions?"
              .formatted(MOST_NODES));
    }
    nodes.add(new Node());
    return nodes.size() - 1;
  }

  private void free(int from, int to) {
    var node = nodes.get(from);
    node.free = Arrays.copyOf(node.free, node.free.length + 1);
    node.free[node.free.length - 1] = to;
  }

  private void edge(int from, Edge edge) {
    var node = nodes.get(from);
    if (node.edges.isEmpty()) {
      node.edges = new ArrayList<>(2);
    }
    node.edges.add(edge);
  }

  private void add(Expression expression, int from, int to, String rule) {
    switch (expression) {
      case Expression.One one -> addOne(one.characters(), from, to);
      case Expression.Sequence sequence -> {
        int at = from;
        int n = sequence.parts().size();
        for (int i = 0; i < n; i++) {
          int next = i == n - 1 ? to : node();
          add(sequence.parts().get(i), at, next, rule);
          at = next;
        }
        if (n == 0) {
          free(from, to);
        }
      }
      case Expression.Either either ->
          either.choices().forEach(choice -> add(choice, from, to, rule));
      case Expression.Repeat repeat -> addRepeat(repeat, from, to, rule);
      case Expression.Machine machine -> addMachine(machine, from, to, rule);
      case Expression.Rule call -> {
        var number = names.get(call.name());
        if (number == null) {
          throw new GrammarException(
              "rule '%s': expected rules that there are, found '%s'".formatted(rule, call.name()));
        }
        var node = nodes.get(from);
        if (node.calls.isEmpty()) {
          node.calls = new ArrayList<>(1);
        }
        node.calls.add(new Call(number, to));
      }
    }
  }

  private void addMachine(Expression.Machine machine, int from, int to, String rule) {
    int[] states = new int[machine.states().size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = node();
    }
    free(from, states[0]);
    for (int i = 0; i < states.length; i++) {
      var state = machine.states().get(i);
      for (var arc : state.arcs()) {
        add(arc.over(), states[i], states[arc.to()], rule);
      }
      if (state.end()) {
        free(states[i], to);
      }
    }
  }

  private void addRepeat(Expression.Repeat repeat, int from, int to, String rule) {
    int at = from;
    for (int i = 0; i < repeat.least(); i++) {
      int next = node();
      add(repeat.part(), at, next, rule);
      at = next;
    }
    if (repeat.most() == Expression.UNBOUNDED) {
      int loop = node();
      free(at, loop);
      int back = node();
      add(repeat.part(), loop, back, rule);
      free(back, loop);
      free(loop, to);
      return;
    }
    for (int i = repeat.least(); i < repeat.most(); i++) {
      int here = node(); // nothing may lead back to where others begin
      free(at, here);
      free(here, to);
      int next = node();
      add(repeat.part(), here, next, rule);
      at = next;
    }
    free(at, to);
  }

  /** Sequences with the same last bytes share the nodes of these. */
  private void addOne(Characters characters, int from, int to) {
    for (int[] sequence : Utf8Ranges.of(characters)) {
      int next = to;
      var key = new StringBuilder().append(to);
      for (int i = sequence.length - 2; i > 0; i -= 2) {
        key.append(' ').append(sequence[i]).append('-').append(sequence[i + 1]);
        int after = next;
        int first = sequence[i];
        int last = sequence[i + 1];
        next =
            suffixes.computeIfAbsent(
                key.toString(),
                ignored -> {
                  int node = node();
                  edge(node, new Edge(ByteSet.range(first, last), after));
                  return node;
                });
      }
      edge(from, new Edge(ByteSet.range(sequence[0], sequence[1]), next));
    }
  }

  /** The fewest bytes from each node to the end of its rule, {@code NEVER} where it has none. */
  private void measure() {
    least = new int[nodes.size()];
    Arrays.fill(least, NEVER);
    leastOfRule = new int[starts.length];
    Arrays.fill(leastOfRule, NEVER);
    for (int end : ends) {
      least[end] = 0;
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = nodes.size() - 1; i >= 0; i--) {
        int found = leastOf(nodes.get(i), least[i]);
        changed |= found < least[i];
        least[i] = found;
      }
      for (int r = 0; r < starts.length; r++) {
        changed |= least[starts[r]] < leastOfRule[r];
        leastOfRule[r] = least[starts[r]];
      }
    }
  }

  private int leastOf(Node node, int known) {
    int found = known;
    for (var edge : node.edges) {
      found = Math.min(found, 1 + least[edge.to]);
    }
    for (var call : node.calls) {
      found = Math.min(found, leastOfRule[call.rule] + least[call.to]);
    }
    for (int to : node.free) {
      found = Math.min(found, least[to]);
    }
    return found;
  }

  private List<Integer> firstCalls(int start) {
    var found = new ArrayList<Integer>();
    var seen = new BitSet();
    var work = new ArrayDeque<Integer>();
    work.add(start);
    while (!work.isEmpty()) {
      int at = work.removeLast();
      if (seen.get(at)) {
        continue;
      }
      seen.set(at);
      var node = nodes.get(at);
      for (int to : node.free) {
        work.add(to);
      }
      for (var call : node.calls) {
        found.add(call.rule);
        if (leastOfRule[call.rule] == 0) {
          work.add(call.to);
        }
      }
    }
    return found;
  }

  int start() {
    return starts[0];
  }

  /** The order in which each rule stands before those that it may begin with. */
  RuleOrder order() {
    return order;
  }

  /** Whether the empty text is one of the rule's. */
  boolean mayBeEmpty(int rule) {
    return leastOfRule[rule] == 0;
  }

  int start(int rule) {
    return starts[rule];
  }

  /** Whether a rule ends at this node: ends have odd numbers below twice the rules. */
  boolean isEnd(int node) {
    return node < 2 * starts.length && (node & 1) == 1;
  }

  Edge[] edges(int node) {
    return edges.get(node);
  }

  Call[] calls(int node) {
    return calls.get(node);
  }

  int[] free(int node) {
    return nodes.get(node).free;
  }

  /** The fewest bytes from here to the end of the rule. */
  int least(int node) {
    return least[node];
  }

  /** Which bytes no edge tells apart: a class for each, from 0. */
  int[] byteClasses() {
    var sets = new HashSet<ByteSet>();
    edges.forEach(some -> Arrays.stream(some).forEach(edge -> sets.add(edge.bytes)));
    return ByteSet.classes(sets);
  }
}
