package dev.jeton.text.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives expressions their values. */
final class Evaluator {
  final Budget budget;
  private final Filters filters;

  Evaluator(Budget budget) {
    this.budget = budget;
    filters = new Filters(budget);
  }

  /**
   * The value of {@code expression}.
   *
   * @throws TemplateFault where it has none, with the place
   */
  Value evaluate(Expression expression, Scope scope) {
    budget.enter();
    try {
      budget.spend(1);
      return value(expression, scope);
    } catch (TemplateFault e) {
      throw e.in(expression.at());
    } finally {
      budget.leave();
    }
  }

  private Value value(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Constant constant -> constant.value();
      case Expression.Name name -> {
        var value = scope.get(name.name());
        yield value == null ? Value.Undefined.variable(name.name()) : value;
      }
      case Expression.ListOf list -> budget.made(Seq.list(all(list.items(), scope)));
      case Expression.TupleOf tuple -> budget.made(Seq.tuple(all(tuple.items(), scope)));
      case Expression.DictOf dict -> budget.made(dict(dict, scope));
      case Expression.Attribute attribute ->
          Members.attribute(evaluate(attribute.of(), scope), attribute.name());
      case Expression.Item item -> {
        var of = evaluate(item.of(), scope);
        if (of instanceof Str) {
          budget.read(of);
        }
        yield Members.item(of, evaluate(item.key(), scope));
      }
      case Expression.Slice slice -> slice(slice, scope);
      case Expression.Call call -> call(call, given(call.given(), scope), scope);
      case Expression.Filtered filtered -> filtered(filtered, scope);
      case Expression.Tested tested -> {
        var value = evaluate(tested.of(), scope);
        yield Value.Bool.of(filters.test(tested.name(), value, given(tested.given(), scope)));
      }
      case Expression.Not not -> Value.Bool.of(!evaluate(not.of(), scope).truth());
      case Expression.Signed signed ->
          Operators.signed(evaluate(signed.of(), scope), signed.negative());
      case Expression.Binary binary ->
          budget.made(
              Operators.binary(
                  binary.operator(),
                  evaluate(binary.left(), scope),
                  evaluate(binary.right(), scope)));
      case Expression.Concatenation concatenation -> budget.made(joined(concatenation, scope));
      case Expression.Comparison comparison -> Value.Bool.of(compares(comparison, scope));
      case Expression.And and -> {
        var left = evaluate(and.left(), scope);
        yield left.truth() ? evaluate(and.right(), scope) : left;
      }
      case Expression.Or or -> {
        var left = evaluate(or.left(), scope);
        yield left.truth() ? left : evaluate(or.right(), scope);
      }
      case Expression.Conditional conditional -> conditional(conditional, scope);
    };
  }

  private List<Value> all(List<Expression> expressions, Scope scope) {
    var values = new ArrayList<Value>(expressions.size());
    for (var expression : expressions) {
      values.add(evaluate(expression, scope));
    }
    return values;
  }

  private Value dict(Expression.DictOf dict, Scope scope) {
    var entries = new LinkedHashMap<Value, Value>();
    for (int i = 0; i < dict.keys().size(); i++) {
      var key = Dict.key(evaluate(dict.keys().get(i), scope));
      entries.put(key, evaluate(dict.values().get(i), scope));
    }
    return new Dict(entries);
  }

  private Value slice(Expression.Slice slice, Scope scope) {
    var of = evaluate(slice.of(), scope);
    budget.read(of);
    return budget.made(
        Sequences.slice(
            of,
            bound(slice.start(), scope),
            bound(slice.stop(), scope),
            bound(slice.step(), scope)));
  }

  private Value bound(@Nullable Expression bound, Scope scope) {
    var value = bound == null ? Value.None.NONE : evaluate(bound, scope);
    if (value instanceof Value.Undefined undefined) {
      throw undefined.fault();
    }
    return value;
  }

  /** Calls what {@code call} names. */
  Value call(Expression.Call call, Arguments arguments, Scope scope) {
    budget.read(arguments);
    return switch (target(call.target(), scope)) {
      case Value.Callable callable -> budget.made(callable.body.call(arguments));
      case Value.Undefined undefined -> throw undefined.fault();
      case Value other -> throw new TemplateFault("a %s is no function".formatted(other.type()));
    };
  }

  private Value target(Expression target, Scope scope) {
    if (!(target instanceof Expression.Attribute method)) {
      return evaluate(target, scope);
    }
    var of = evaluate(method.of(), scope);
    budget.read(of); // methods look at all of their string
    return Members.attribute(of, method.name());
  }

  /** What stands between the parentheses of a call. */
  Arguments given(Expression.Given given, Scope scope) {
    var positional = all(given.positional(), scope);
    var named = new LinkedHashMap<String, Value>();
    given.named().forEach((name, value) -> named.put(name, evaluate(value, scope)));
    if (given.list() != null) {
      positional.addAll(Sequences.items(evaluate(given.list(), scope)));
    }
    if (given.map() != null) {
      addNamed(evaluate(given.map(), scope), named);
    }
    return new Arguments(positional, named);
  }

  private static void addNamed(Value map, Map<String, Value> named) {
    if (!(map instanceof Dict dict)) {
      throw new TemplateFault("'**': expected a dict, found %s".formatted(map.type()));
    }
    dict.entries.forEach(
        (key, value) -> {
          if (!(key instanceof Str name) || named.put(name.text(), value) != null) {
            throw new TemplateFault("'**': expected names that are given once");
          }
        });
  }

  private Value filtered(Expression.Filtered filtered, Scope scope) {
    var value = evaluate(filtered.of(), scope);
    return filters.filter(filtered.name(), value, given(filtered.given(), scope));
  }

  private Value joined(Expression.Concatenation concatenation, Scope scope) {
    var out = new StrBuilder();
    for (var part : all(concatenation.parts(), scope)) {
      out.append(PythonText.str(part));
    }
    return out.done();
  }

  private boolean compares(Expression.Comparison comparison, Scope scope) {
    var left = evaluate(comparison.first(), scope);
    for (var step : comparison.steps()) {
      var right = evaluate(step.right(), scope);
      budget.read(left);
      budget.read(right);
      if (!Operators.compares(step.operator(), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private Value conditional(Expression.Conditional conditional, Scope scope) {
    if (evaluate(conditional.test(), scope).truth()) {
      return evaluate(conditional.then(), scope);
    }
    return conditional.otherwise() == null
        ? new Value.Undefined("the condition does not hold and there is no 'else'")
        : evaluate(conditional.otherwise(), scope);
  }
}
