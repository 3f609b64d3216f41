package dev.jeton.llm.grammar;

import dev.jeton.llm.Constraint;
import java.util.Arrays;

/** A text on its way through a grammar. */
final class GrammarConstraint implements Constraint {
  private final Grammar grammar;
  private final TokenTrie tokens;
  private Automaton.State state;

  GrammarConstraint(Grammar grammar, TokenTrie tokens, Automaton.State state) {
    this.grammar = grammar;
    this.tokens = tokens;
    this.state = state;
  }

  @Override
  public boolean mask(float[] logits, int[] ends) {
    return mask(logits, ends, grammar.ids(state, tokens));
  }

  @Override
  public boolean mask(float[] logits, int[] ends, int left) {
    return mask(logits, ends, grammar.ids(state, tokens, left));
  }

  private boolean mask(float[] logits, int[] ends, long[] ids) {
    var kept = new float[ends.length];
    for (int i = 0; i < ends.length; i++) {
      kept[i] = state.mayEnd() ? logits[ends[i]] : Float.NEGATIVE_INFINITY;
    }
    boolean any = false;
    int words = Math.min(ids.length, (logits.length + 63) / 64);
    for (int w = 0; w < words; w++) {
      long word = ids[w];
      int from = w << 6;
      int to = Math.min(logits.length, from + 64);
      any |= word != 0;
      if (word == 0) {
        Arrays.fill(logits, from, to, Float.NEGATIVE_INFINITY);
      } else if (word != -1) {
        for (int i = from; i < to; i++) {
          if ((word >>> i & 1) == 0) {
            logits[i] = Float.NEGATIVE_INFINITY;
          }
        }
      }
    }
    if (words << 6 < logits.length) {
      Arrays.fill(logits, words << 6, logits.length, Float.NEGATIVE_INFINITY);
    }
    for (int i = 0; i < ends.length; i++) {
      logits[ends[i]] = kept[i];
    }
    return any;
  }

  @Override
  public boolean mayEnd() {
    return state.mayEnd();
  }

  @Override
  public boolean fits(int id, int left) {
    return grammar.after(state, tokens.bytes(id)).least() <= left;
  }

  @Override
  public void accept(int id) {
    byte[] token = tokens.bytes(id);
    if (token.length == 0) {
      throw new IllegalArgumentException("expected a token that writes something, found " + id);
    }
    state = grammar.after(state, token);
  }

  @Override
  public Constraint fork() {
    return new GrammarConstraint(grammar, tokens, state);
  }
}
