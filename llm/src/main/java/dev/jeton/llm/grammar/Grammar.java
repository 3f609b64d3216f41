package dev.jeton.llm.grammar;

import dev.jeton.llm.Constraint;
import dev.jeton.text.bytes.Utf8;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A language that texts are of. It knows the states that texts have led to, and which tokens may
 * follow in each; the more it is used, the faster it is. For any number of threads and texts.
 */
public final class Grammar {
  private static final int MOST_MASK_BYTES = 64 << 20;

  private final Automaton automaton;
  private long maskBytes;

  private Grammar(Map<String, Expression> rules) {
    automaton = new Automaton(new Network(rules));
  }

  /**
   * The texts that all of a regular expression matches, in the syntax of ECMA-262 without
   * assertions within and without backward references.
   *
   * @throws GrammarException if it is none, with the place
   */
  public static Grammar regex(String pattern) {
    return new Grammar(Map.of("root", new RegexParser(pattern).whole()));
  }

  /**
   * The texts of rule {@code root} in a grammar in llama.cpp's GBNF.
   *
   * @throws GrammarException if it is none, with the line; or if a rule begins with itself
   */
  public static Grammar gbnf(String source) {
    return new Grammar(new GbnfParser(source).rules());
  }

  /**
   * JSON that is valid under a JSON Schema (2020-12). Properties come in the schema's order, others
   * behind them, and only where {@code additionalProperties} says so; space is one space or a line
   * break with up to 20 spaces, or none. Keywords that cannot be kept exactly are refused.
   *
   * @throws GrammarException if it is none or asks for what is not known, with keyword and place
   */
  public static Grammar jsonSchema(String schema) {
    return new Grammar(new SchemaCompiler(schema).rules());
  }

  /** Any JSON value. */
  public static Grammar json() {
    return jsonSchema("true");
  }

  static Grammar of(Map<String, Expression> rules) {
    return new Grammar(new LinkedHashMap<>(rules));
  }

  /** What a text over this vocabulary is held to. One trie serves any number of grammars. */
  public Constraint over(TokenTrie tokens) {
    return new GrammarConstraint(this, tokens, automaton.start());
  }

  /** Whether {@code text} is of the language. */
  public boolean matches(String text) {
    synchronized (automaton) {
      automaton.begin();
      var state = automaton.start();
      for (byte b : Utf8.encode(text)) {
        var next = automaton.next(state, b & 0xff);
        if (next == null) {
          return false;
        }
        state = next;
      }
      return state.mayEnd();
    }
  }

  /** The ids that may follow, a bit for each. */
  long[] ids(Automaton.State state, TokenTrie tokens) {
    synchronized (automaton) {
      long[] known = state.ids;
      if (known == null || state.tokens != tokens) {
        automaton.begin();
        known = tokens.follow(automaton, state, Integer.MAX_VALUE);
        state.ids = known;
        state.tokens = tokens;
        maskBytes += 8L * known.length;
        if (maskBytes > MOST_MASK_BYTES) {
          automaton.forget();
          maskBytes = 0;
        }
      }
      return known;
    }
  }

  /** Those after which the text can end with {@code left} tokens more. */
  long[] ids(Automaton.State state, TokenTrie tokens, int left) {
    synchronized (automaton) {
      automaton.begin();
      return tokens.follow(automaton, state, left);
    }
  }

  /**
   * The state after the bytes of a token.
   *
   * @throws IllegalArgumentException if it leads out
   */
  Automaton.State after(Automaton.State state, byte[] token) {
    synchronized (automaton) {
      automaton.begin();
      var at = state;
      for (byte b : token) {
        var next = automaton.next(at, b & 0xff);
        if (next == null) {
          throw new IllegalArgumentException("expected a token that stays in the grammar");
        }
        at = next;
      }
      return at;
    }
  }

  /** The bytes of its shortest text. */
  int least() {
    return automaton.start().least();
  }

  /** How many states there are so far. */
  int states() {
    synchronized (automaton) {
      return automaton.size();
    }
  }
}
