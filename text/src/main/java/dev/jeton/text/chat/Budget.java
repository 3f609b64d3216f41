package dev.jeton.text.chat;

/** What a rendering may still do; templates come from strangers. */
final class Budget {
  /** Steps that any rendering may take; each character of its input adds {@link #PER_CHARACTER}. */
  static final long STEPS = 20_000_000;

  static final long PER_CHARACTER = 8;

  /** How deep calls and expressions may be nested while they run. */
  static final int DEEPEST = 600;

  private static final int CHARACTERS_READ = 16;
  private static final int CHARACTERS_MADE = 4;

  private final long all;
  private long left;
  private int depth;

  Budget(long characters) {
    all = STEPS + PER_CHARACTER * characters;
    left = all;
  }

  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new TemplateFault("more than %d steps".formatted(all));
    }
  }

  /** Pays for looking at all of {@code value}. */
  void read(Value value) {
    spend(
        1
            + switch (value) {
              case Str string -> string.text().length() / CHARACTERS_READ;
              case Seq seq -> seq.weight;
              case Dict dict -> dict.weight;
              default -> 0;
            });
  }

  /** Pays for looking at all of what is given. */
  void read(Arguments given) {
    given.positional().forEach(this::read);
    given.named().values().forEach(this::read);
  }

  /** Pays for a new value. */
  Value made(Value value) {
    spend(
        1
            + switch (value) {
              case Str string -> string.text().length() / CHARACTERS_MADE;
              case Seq seq -> 4L * seq.items.size();
              case Dict dict -> 4L * dict.entries.size();
              default -> 0;
            });
    return value;
  }

  void enter() {
    if (++depth > DEEPEST) {
      throw new TemplateFault("calls or expressions nested more than %d deep".formatted(DEEPEST));
    }
  }

  void leave() {
    depth--;
  }
}
