package dev.jeton.text.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}: where a loop is. */
final class Loop implements Value {
  private final List<Value> items;
  private int at = -1;
  private @Nullable Value last;

  /** A loop that has not begun. */
  Loop(List<Value> items) {
    this.items = items;
  }

  int index() {
    return at + 1;
  }

  int length() {
    return items.size();
  }

  void next() {
    at++;
  }

  /** An attribute, or null. */
  @Nullable Value attribute(String name) {
    return switch (name) {
      case "index" -> Int.of(at + 1);
      case "index0" -> Int.of(at);
      case "revindex" -> Int.of(items.size() - at);
      case "revindex0" -> Int.of(items.size() - at - 1);
      case "first" -> Bool.of(at == 0);
      case "last" -> Bool.of(at == items.size() - 1);
      case "length" -> Int.of(items.size());
      case "depth" -> // that of recursive loops, which are refused
          Int.of(1);
      case "depth0" -> Int.of(0);
      case "previtem" -> at > 0 ? items.get(at - 1) : new Undefined("there is no previous item");
      case "nextitem" ->
          at + 1 < items.size() ? items.get(at + 1) : new Undefined("there is no next item");
      case "cycle" -> new Callable("cycle", this::cycle);
      case "changed" -> new Callable("changed", this::changed);
      default -> null;
    };
  }

  private Value cycle(Arguments arguments) {
    if (arguments.positional().isEmpty()) {
      throw new TemplateFault("cycle: expected values");
    }
    return arguments.positional().get(at % arguments.positional().size());
  }

  private Value changed(Arguments arguments) {
    var now = Seq.tuple(arguments.positional());
    boolean changed = last == null || !now.equals(last);
    last = now;
    return Bool.of(changed);
  }

  @Override
  public String type() {
    return "LoopContext";
  }

  @Override
  public boolean truth() {
    return true;
  }
}
