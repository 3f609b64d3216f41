package dev.jeton.core;

/**
 * Turns one kind of signal into tokens and back. Immutable and safe to share between threads.
 *
 * @param <S> the kind of signal
 */
public interface Codec<S extends Signal> {

  /** Name and arguments that open this codec again; the name stands in every file it writes. */
  Spec spec();

  /**
   * First 8 bytes, big-endian, of the SHA-256 of its weight file: {@link ModelFiles#fingerprint}.
   */
  long fingerprint();

  /**
   * Where the tokens of a signal of this extent stand. Follows from the extent alone, and costs
   * next to nothing however large it is: readers ask it of sizes that nobody has checked.
   *
   * @throws IllegalArgumentException if the codec has no signals of this extent
   */
  Layout layout(Extent signal);

  /** How its ids become bits. */
  IdCoder idCoder();

  /** Whether every prefix of its tokens decodes. */
  boolean progressive();

  /**
   * The tokens of {@code signal} within {@code budget}.
   *
   * @throws BudgetException if the budget holds not even one token, or the codec is not progressive
   *     and the signal needs more
   */
  Tokens.Ids encode(S signal, Budget budget);

  /**
   * The signal that {@code tokens} stand for; a prefix too where the codec is progressive.
   *
   * @throws IllegalArgumentException if the tokens are of another layout
   */
  S decode(Tokens.Ids tokens);
}
