package dev.jeton.text.chat;

/**
 * A piece of a template's source.
 *
 * @param text data, a name, a string's content, a number's digits or an operator
 * @param at where it begins
 */
record Token(Kind kind, String text, int at) {

  enum Kind {
    DATA,
    PRINT_BEGIN,
    PRINT_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** As errors call it. */
  String shown() {
    return switch (kind) {
      case DATA -> "text";
      case PRINT_BEGIN -> "'{{'";
      case PRINT_END -> "'}}'";
      case BLOCK_BEGIN -> "'{%'";
      case BLOCK_END -> "'%}'";
      case STRING -> "a string";
      case NAME, INTEGER, FLOAT, OPERATOR -> "'" + text + "'";
      case END -> "the end";
    };
  }
}
