package dev.jeton.llm;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.draft.Draft;
import dev.jeton.llm.draft.DraftTree;
import dev.jeton.llm.draft.PassClock;
import dev.jeton.llm.draft.PassCosts;
import dev.jeton.text.Tokenizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a session go on by itself. The same random numbers give the same tokens. A text ends with an
 * id that the model or the caller says ends it, which is not given; or when the context is full, or
 * where a constraint allows no more.
 */
public final class Generation {
  private final Session session;
  private final Sampling sampling;
  private final RandomGenerator random;
  private final Set<Integer> ends;
  private @Nullable Constraint constraint;
  private @Nullable Consumer<Choice> watcher;
  private int best;
  private @Nullable Draft draft;
  private @Nullable PassCosts costs; // given by the caller
  private int passes;
  private boolean ended;

  /** Goes on with {@code session}. */
  public Generation(Session session, Sampler sampler, RandomGenerator random) {
    this(session, Sampling.of(sampler), random);
  }

  /** Goes on with {@code session}. */
  public Generation(Session session, Sampling sampling, RandomGenerator random) {
    this.session = session;
    this.sampling = sampling;
    this.random = random;
    ends = new HashSet<>(session.model().ends());
  }

  /** Never leaves {@code limits}, and finishes within the tokens that a run may take. */
  public Generation within(Constraint limits) {
    constraint = limits;
    return this;
  }

  /** These ids end the text too. */
  public Generation endingWith(int... ids) {
    for (int id : ids) {
      ends.add(id);
    }
    return this;
  }

  /**
   * Checks the guesses of {@code guesses} several at a time. What is said stays the same, but where
   * two ids are so near that rounding decides.
   */
  public Generation drafting(Draft guesses) {
    draft = guesses;
    draft.read(session.ids());
    return this;
  }

  /** The same, with costs that are taken as they are. */
  public Generation drafting(Draft guesses, PassCosts measured) {
    costs = measured;
    return drafting(guesses);
  }

  /** How many forward passes the last run took, but for one that only reads its last token. */
  public int passes() {
    return passes;
  }

  /**
   * Tells of every token that a run draws, before the run's own receiver gets it.
   *
   * @param best how many of the likeliest ids come along
   */
  public Generation eachChoice(int best, Consumer<Choice> watcher) {
    this.best = best;
    this.watcher = watcher;
    return this;
  }

  /** Whether the last run came to an end of the text, rather than of its tokens. */
  public boolean ended() {
    return ended;
  }

  /**
   * Draws tokens until the text ends or there are {@code most}.
   *
   * @param each is given every token, as soon as it is drawn
   * @return how many there were
   */
  public int run(int most, IntConsumer each) {
    return loop(
        most,
        id -> {
          each.accept(id);
          return true;
        });
  }

  /**
   * Draws tokens until the text ends, there are {@code most}, or {@code each} says no.
   *
   * @param each is given every token, as soon as it is drawn; false to stop
   * @return how many there were
   */
  public int runWhile(int most, IntPredicate each) {
    return loop(most, each);
  }

  /**
   * Draws tokens until the text ends, holds a stop string, or there are {@code most}.
   *
   * @param tokenizer the model's
   * @param stops end the text where they begin; no part of one is given
   * @param each is given the text as soon as it is certain
   * @return how many tokens there were, those of a stop string too
   */
  public int text(int most, Tokenizer tokenizer, List<String> stops, Consumer<String> each) {
    var decoder = tokenizer.streamingDecoder();
    for (int id : session.ids()) {
      decoder.accept(id);
    }
    var stopping = new StopStrings(stops);
    int said =
        loop(
            most,
            id -> {
              give(stopping.accept(decoder.accept(id)), each);
              return !stopping.stopped();
            });
    if (!stopping.stopped()) {
      give(stopping.accept(decoder.finish()), each);
      give(stopping.finish(), each);
    }
    ended |= stopping.stopped();
    return said;
  }

  private static void give(String text, Consumer<String> each) {
    if (!text.isEmpty()) {
      each.accept(text);
    }
  }

  private int loop(int most, IntPredicate each) {
    ended = false;
    if (most <= 0) {
      return 0;
    }
    int vocabulary = session.model().shape().vocabulary();
    var chooser = new Chooser(sampling, constraint, ends, session.ids(), vocabulary, random);
    passes = 0;
    return new Walk(chooser, vocabulary, most, each).run();
  }

  /** One run: a pass over the last id and guesses, a way down these, and again. */
  private final class Walk {
    private final Chooser chooser;
    private final int vocabulary;
    private final int most;
    private final IntPredicate each;
    private final int[] path = new int[Draft.MOST_ROWS];
    private final DraftTree root = DraftTree.root(0); // with the last id, while nothing is guessed
    private final @Nullable PassClock clock;
    private double seconds; // of the last pass
    private int before; // the id in front of its first
    private float[] found;
    private boolean pending;
    private int kept;
    private int said;

    Walk(Chooser chooser, int vocabulary, int most, IntPredicate each) {
      this.chooser = chooser;
      this.vocabulary = vocabulary;
      this.most = most;
      this.each = each;
      found = new float[vocabulary];
      session.logits(found);
      clock = draft == null || costs != null ? null : new PassClock(expected());
    }

    int run() {
      try {
        for (var tree = root; ; ) {
          kept = 1;
          path[0] = 0;
          int id = down(tree);
          if (passes > 0) {
            read(tree);
          }
          if (stopped) {
            if (clock != null) {
              session.model().passes(clock.costs());
            }
            if (id >= 0 && chooser.length() <= session.context()) {
              session.append(id);
            }
            return said;
          }
          tree = pass(id);
        }
      } catch (RuntimeException e) {
        if (pending) {
          session.keep();
        }
        throw e;
      }
    }

    private boolean stopped;

    /** Chooses as long as what is chosen was guessed; the id that was not, or −1. */
    private int down(DraftTree tree) {
      int row = 0;
      while (true) {
        int left = Math.min(most - said, session.context() - chooser.length() + 1);
        int id = chooser.choose(found, row * vocabulary, left);
        if (id == Chooser.END) {
          ended = true;
          stopped = true;
          return -1;
        }
        said++;
        if (draft != null) {
          draft.observe(chooser.history(), chooser.length());
        }
        if (watcher != null) {
          watcher.accept(Chooser.choice(id, found, row * vocabulary, vocabulary, best));
        }
        stopped = !each.test(id) || said == most || chooser.length() > session.context();
        int child = pending ? tree.child(row, id) : -1;
        if (child < 0) {
          return id;
        }
        row = child;
        path[kept++] = row;
        if (stopped) {
          return -1;
        }
      }
    }

    /** Keeps the way down; the rows on it are learnt last. */
    private void read(DraftTree tree) {
      long from = System.nanoTime();
      if (draft != null) {
        learn(draft, tree);
      }
      if (pending) {
        pending = false;
        session.keep(Arrays.copyOf(path, kept));
      }
      if (clock != null && session.model().arranged()) {
        clock.took(tree.size(), seconds + (System.nanoTime() - from) / 1e9);
      }
    }

    private void learn(Draft draft, DraftTree tree) {
      for (int row = tree.size() - 1, on = kept - 1; row >= 0; row--) {
        if (path[on] == row) {
          on = Math.max(0, on - 1);
        } else {
          learn(draft, tree, row);
        }
      }
      for (int i = 0; i < kept; i++) {
        learn(draft, tree, path[i]);
      }
    }

    private void learn(Draft draft, DraftTree tree, int row) {
      int parent = tree.parents()[row];
      int first = parent < 0 ? before : tree.ids()[parent];
      draft.learn(first, tree.ids()[row], found, row * vocabulary, vocabulary);
    }

    private DraftTree pass(int id) {
      passes++;
      int room = Math.min(session.context() - session.length(), Draft.MOST_ROWS);
      int length = chooser.length();
      before = length < 2 ? -1 : chooser.history()[length - 2];
      long from = System.nanoTime();
      root.ids()[0] = id;
      var tree =
          draft == null || room < 2
              ? root
              : draft.propose(chooser.history(), length, room, costs());
      if (tree.size() == 1) {
        session.append(id);
        session.logits(found);
      } else {
        found = Workspace.room(found, tree.size(), vocabulary);
        session.look(tree.ids(), tree.ancestors(), found);
        pending = true;
      }
      seconds = (System.nanoTime() - from) / 1e9;
      return tree;
    }

    private PassCosts costs() {
      return clock == null ? Objects.requireNonNull(costs) : clock.costs();
    }
  }

  /** What passes cost in this model lately, or what may be expected. */
  private PassCosts expected() {
    var known = session.model().passes();
    return known == null ? PassCosts.typical() : known;
  }
}
