package dev.jeton.llm;

import dev.jeton.generate.Sampler;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/** Lets a session go on by itself. */
public final class Generation {
  private final Session session;
  private final Sampler sampler;
  private final Penalties penalties;
  private final RandomGenerator random;
  private final Set<Integer> ends;

  /** Goes on with {@code session}; the same random numbers give the same tokens. */
  public Generation(Session session, Sampler sampler, RandomGenerator random) {
    this(session, sampler, Penalties.NONE, random);
  }

  /** Goes on with {@code session}; the same random numbers give the same tokens. */
  public Generation(Session session, Sampler sampler, Penalties penalties, RandomGenerator random) {
    this.session = session;
    this.sampler = sampler;
    this.penalties = penalties;
    this.random = random;
    ends = new HashSet<>(session.model().ends());
  }

  /**
   * Draws tokens until one ends the text, the context is full, or there are {@code most}; one that
   * ends the text is not given.
   *
   * @param each is given every token, as soon as it is drawn
   * @return how many there were
   */
  public int run(int most, IntConsumer each) {
    for (int n = 0; n < most; n++) {
      float[] logits = session.logits();
      penalties.apply(logits, session.ids());
      int id = sampler.draw(logits, 0, logits.length, random);
      if (ends.contains(id)) {
        return n;
      }
      each.accept(id);
      if (session.length() == session.context()) {
        return n + 1;
      }
      session.append(id);
    }
    return most;
  }
}
