package dev.jeton.text.chat;

/** What is wrong at a place in a template; a message without the place until that is known. */
final class TemplateFault extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int UNKNOWN = -1;

  /** Where in the source; negative while it is not known. */
  private final int at;

  TemplateFault(String message) {
    this(message, UNKNOWN);
  }

  TemplateFault(String message, int at) {
    super(message, null, false, false);
    this.at = at;
  }

  /** The same with its place, where it has none yet. */
  TemplateFault in(int place) {
    return at >= 0 ? this : new TemplateFault(said(), place);
  }

  int at() {
    return Math.max(at, 0);
  }

  String said() {
    return String.valueOf(getMessage());
  }
}
