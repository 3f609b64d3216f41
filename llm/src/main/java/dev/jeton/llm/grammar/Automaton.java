package dev.jeton.llm.grammar;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The states that a network can be in after some bytes, made when they are first reached: each is
 * the set of nodes with what their rules return to. Whoever calls a rule at the same place shares
 * what becomes of it, as in Earley's algorithm (1970); calls at the end of a rule return to where
 * the rule does. Guarded by itself.
 */
final class Automaton {
  private static final int MOST_KEPT = 4_000_000; // items, with what belongs to them
  private static final int MOST_WORK = 4_000_000;
  private static final int MOST_ITEMS = 20_000;

  /** Where a call returns to: a node of a rule that itself returns somewhere. */
  private record Frame(int node, Returns below) {}

  /** All that a rule returns to. One object for equal ones. */
  static final class Returns {
    final Set<Frame> frames;
    final boolean end; // the text may end with the rule
    final int least;

    Returns(Set<Frame> frames, boolean end, int least) {
      this.frames = frames;
      this.end = end;
      this.least = least;
    }
  }

  private record ReturnsKey(Set<Frame> frames, boolean end) {}

  /** A node and where its rule returns to. */
  private record Item(int node, Returns returns) {}

  private record Key(Set<Item> items, boolean mayEnd) {}

  /** A state; what it leads to and the ids that may follow are found when they are asked for. */
  static final class State {
    private final Set<Item> items;
    private final boolean mayEnd;
    private final int least;
    private final @Nullable State[] next;
    private final long[] known; // classes whose next state is known
    private int age; // what is known is of this age
    long @Nullable [] ids;
    @Nullable TokenTrie tokens; // whose ids they are

    State(Set<Item> items, boolean mayEnd, int least, int classes) {
      this.items = items;
      this.mayEnd = mayEnd;
      this.least = least;
      next = new State[classes];
      known = new long[classes / 64 + 1];
    }

    boolean mayEnd() {
      return mayEnd;
    }

    /** The fewest bytes from here to an end. */
    int least() {
      return least;
    }
  }

  private final Network network;
  private final int[] classes;
  private final int count;
  private final int[] example;
  private final Map<ReturnsKey, Returns> returns = new HashMap<>();
  private final Map<Key, State> states = new HashMap<>();
  private final State start;
  private int age;
  private long kept;
  private long done;

  Automaton(Network network) {
    this.network = network;
    classes = network.byteClasses();
    int most = 0;
    for (int c : classes) {
      most = Math.max(most, c);
    }
    count = most + 1;
    example = new int[count];
    for (int b = 0; b < 256; b++) {
      example[classes[b]] = b;
    }
    var first = new Closure();
    first.add(network.start(), new Returns(Set.of(), true, 0));
    var found = first.state();
    if (found == null) {
      throw new GrammarException("expected a grammar with texts, found none");
    }
    start = found;
  }

  State start() {
    return start;
  }

  /** The state after one more byte, or null where it leads out. */
  @Nullable State next(State state, int value) {
    int c = classes[value];
    if (state.age != age) {
      Arrays.fill(state.next, null);
      Arrays.fill(state.known, 0);
      state.age = age;
    }
    if ((state.known[c >> 6] >>> c & 1) != 0) {
      return state.next[c];
    }
    var closure = new Closure();
    for (var item : state.items) {
      for (var edge : network.edges(item.node)) {
        if (edge.bytes().contains(example[c])) {
          closure.add(edge.to(), item.returns);
        }
      }
    }
    var found = closure.state();
    state.next[c] = found;
    state.known[c >> 6] |= 1L << c;
    return found;
  }

  /** Who calls a rule at one place. */
  private static final class Callers {
    final Set<Frame> frames = new HashSet<>();
    boolean end;
  }

  /** All that is reached without a byte. */
  private final class Closure {
    private final ArrayDeque<Item> work = new ArrayDeque<>();
    private final Set<Item> seen = new HashSet<>();
    private final Set<Item> items = new HashSet<>();
    private final TreeMap<Integer, Callers> calls = new TreeMap<>(); // by the rules' order
    private boolean mayEnd;
    private int least = Integer.MAX_VALUE;

    void add(int node, Returns to) {
      work.add(new Item(node, to));
    }

    @Nullable State state() {
      drain();
      while (!calls.isEmpty()) { // a rule calls later ones only
        var next = calls.pollFirstEntry();
        var callers = next.getValue();
        add(network.start(network.order().ruleAt(next.getKey())), interned(callers));
        drain();
      }
      if (items.isEmpty() && !mayEnd) {
        return null;
      }
      int bytes = mayEnd ? 0 : least;
      work(seen.size());
      var found =
          states.computeIfAbsent(
              new Key(items, mayEnd), key -> new State(items, mayEnd, bytes, count));
      if (found.items == items) {
        kept += items.size() + count / 8;
        found.age = age;
      }
      return found;
    }

    private void drain() {
      while (!work.isEmpty()) {
        var item = work.removeLast();
        if (!seen.add(item)) {
          continue;
        }
        if (seen.size() > MOST_ITEMS) {
          throw new GrammarException(
              "expected a grammar that can be read in at most %,d ways at once, found more"
                  .formatted(MOST_ITEMS));
        }
        if (network.isEnd(item.node)) {
          mayEnd |= item.returns.end;
          item.returns.frames.forEach(frame -> add(frame.node, frame.below));
        }
        for (int to : network.free(item.node)) {
          add(to, item.returns);
        }
        for (var call : network.calls(item.node)) {
          call(call, item.returns);
        }
        if (network.edges(item.node).length > 0) {
          items.add(item);
          least = Math.min(least, network.least(item.node) + item.returns.least);
        }
      }
    }

    private void call(Network.Call call, Returns to) {
      var callers =
          calls.computeIfAbsent(network.order().placeOf(call.rule()), place -> new Callers());
      if (network.isEnd(call.to())) {
        callers.frames.addAll(to.frames);
        callers.end |= to.end;
      } else {
        callers.frames.add(new Frame(call.to(), to));
      }
      if (network.mayBeEmpty(call.rule())) {
        add(call.to(), to);
      }
    }
  }

  private Returns interned(Callers callers) {
    return returns.computeIfAbsent(
        new ReturnsKey(callers.frames, callers.end),
        key -> {
          int least = callers.end ? 0 : Integer.MAX_VALUE;
          for (var frame : callers.frames) {
            least = Math.min(least, network.least(frame.node) + frame.below.least);
          }
          return new Returns(callers.frames, callers.end, least);
        });
  }

  private void work(int more) {
    done += more;
    if (done > MOST_WORK) {
      done = 0;
      throw new GrammarException(
          "expected a grammar that can be read in few ways at once, found one in which all tokens"
              + " together lead to more than %,d places".formatted(MOST_WORK));
    }
    if (kept > MOST_KEPT) {
      forget();
    }
  }

  /** A walk over all tokens begins. */
  void begin() {
    done = 0;
  }

  /** Forgets all states; those in use go on. */
  void forget() {
    states.clear();
    returns.clear();
    kept = 0;
    age++;
  }

  int size() {
    return states.size();
  }
}
