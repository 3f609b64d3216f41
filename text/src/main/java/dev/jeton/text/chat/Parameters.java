package dev.jeton.text.chat;

import java.util.LinkedHashMap;
import java.util.List;

/** Gives a macro's parameters their values. */
final class Parameters {
  private Parameters() {}

  /** The scope of a call; {@code around} is where the macro was defined. */
  static Scope bound(
      Statement.Routine routine, Arguments given, Scope around, Evaluator evaluator) {
    var scope = new Scope(around);
    var parameters = routine.parameters();
    var positional = given.positional();
    var named = new LinkedHashMap<>(given.named());
    int n = Math.min(positional.size(), parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      var name = parameters.get(i).name();
      var value = i < n ? positional.get(i) : named.remove(name);
      scope.set(
          name,
          value == null
              ? new Value.Undefined("parameter '%s' was not provided".formatted(name))
              : value);
    }
    for (var parameter : parameters.subList(n, parameters.size())) {
      if (parameter.otherwise() != null && !given.named().containsKey(parameter.name())) {
        scope.set(parameter.name(), evaluator.evaluate(parameter.otherwise(), scope));
      }
    }
    rest(routine, positional.subList(n, positional.size()), named, scope);
    return scope;
  }

  /** What is left over goes to {@code caller}, {@code varargs} and {@code kwargs}, where used. */
  private static void rest(
      Statement.Routine routine,
      List<Value> positional,
      LinkedHashMap<String, Value> named,
      Scope scope) {
    if (routine.used().contains("caller")) {
      var caller = named.remove("caller");
      scope.set("caller", caller == null ? new Value.Undefined("No caller defined") : caller);
    }
    if (routine.used().contains("kwargs")) {
      var rest = new LinkedHashMap<Value, Value>();
      named.forEach((name, value) -> rest.put(Str.own(name), value));
      scope.set("kwargs", new Dict(rest));
    } else if (!named.isEmpty()) {
      throw new TemplateFault(
          "%s: no argument named '%s'".formatted(routine.name(), named.keySet().iterator().next()));
    }
    if (routine.used().contains("varargs")) {
      scope.set("varargs", Seq.tuple(positional));
    } else if (!positional.isEmpty()) {
      throw new TemplateFault(
          "%s: expected at most %d arguments, found %d"
              .formatted(
                  routine.name(),
                  routine.parameters().size(),
                  routine.parameters().size() + positional.size()));
    }
  }
}
