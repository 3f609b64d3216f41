package dev.jeton.llm;

import dev.jeton.generate.Sampler;
import dev.jeton.text.Tokenizer;
import java.util.HashSet;
import java.util.List;
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
    int vocabulary = session.model().shape().vocabulary();
    var chooser = new Chooser(sampling, constraint, ends, session.ids(), vocabulary, random);
    var logits = new float[vocabulary];
    ended = false;
    for (int n = 0; n < most; n++) {
      session.logits(logits);
      int left = Math.min(most - n, session.context() - session.length() + 1);
      int id = chooser.choose(logits, 0, left);
      if (id == Chooser.END) {
        ended = true;
        return n;
      }
      if (watcher != null) {
        watcher.accept(Chooser.choice(id, logits, 0, vocabulary, best));
      }
      boolean go = each.test(id);
      if (session.length() == session.context()) {
        return n + 1;
      }
      session.append(id);
      if (!go) {
        return n + 1;
      }
    }
    return Math.max(most, 0);
  }
}
