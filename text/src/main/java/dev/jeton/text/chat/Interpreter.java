package dev.jeton.text.chat;

import dev.jeton.text.chat.Statement.Target;
import java.util.List;
import java.util.Map;

/** Runs a template's statements once. */
final class Interpreter {

  /** What comes after a statement. */
  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  private final Evaluator evaluator;
  private final Budget budget;
  private StrBuilder out = new StrBuilder();

  Interpreter(Budget budget) {
    this.budget = budget;
    evaluator = new Evaluator(budget);
  }

  /**
   * What the template says with these variables.
   *
   * @throws TemplateFault where it fails, with the place
   */
  Str run(List<Statement> template, Map<String, Value> variables) {
    run(template, Scope.of(variables));
    return out.done();
  }

  private Flow run(List<Statement> statements, Scope scope) {
    for (var statement : statements) {
      budget.spend(1);
      var flow = run(statement, scope);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  private Flow run(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Data data -> out.append(data.text());
      case Statement.Print print -> print(print.value(), scope);
      case Statement.If branches -> {
        return conditional(branches, scope);
      }
      case Statement.For loop -> {
        return loop(loop, scope);
      }
      case Statement.Assign assign ->
          assign(assign.target(), evaluator.evaluate(assign.value(), scope), scope, assign.at());
      case Statement.Capture capture -> {
        var inner = captured(capture.body(), new Scope(scope));
        assign(capture.target(), through(capture.value(), inner, scope), scope, capture.at());
      }
      case Statement.Filter filter -> {
        var inner = captured(filter.body(), new Scope(scope));
        out.append(PythonText.str(through(filter.value(), inner, scope)));
      }
      case Statement.Define define -> scope.set(define.name(), callable(define.routine(), scope));
      case Statement.CallBlock block -> callBlock(block, scope);
      case Statement.With with -> {
        var inner = new Scope(scope);
        for (var assign : with.assigns()) {
          assign(assign.target(), evaluator.evaluate(assign.value(), scope), inner, assign.at());
        }
        return run(with.body(), inner);
      }
      case Statement.Generation generation -> run(generation.body(), new Scope(scope));
      case Statement.Break end -> {
        return Flow.BREAK;
      }
      case Statement.Continue next -> {
        return Flow.CONTINUE;
      }
    }
    return Flow.NEXT;
  }

  private void print(Expression expression, Scope scope) {
    try {
      out.append(PythonText.str(evaluator.evaluate(expression, scope)));
    } catch (TemplateFault e) {
      throw e.in(expression.at());
    }
  }

  private Value through(Expression filters, Str body, Scope scope) {
    var inner = new Scope(scope);
    inner.set(Statement.BODY, body);
    return evaluator.evaluate(filters, inner);
  }

  private Str captured(List<Statement> body, Scope scope) {
    var outside = out;
    out = new StrBuilder();
    run(body, scope);
    var text = out.done();
    out = outside;
    budget.made(text);
    return text;
  }

  private Flow conditional(Statement.If branches, Scope scope) {
    for (var branch : branches.branches()) {
      if (evaluator.evaluate(branch.test(), scope).truth()) {
        return run(branch.body(), scope);
      }
    }
    return run(branches.otherwise(), scope);
  }

  private Flow loop(Statement.For loop, Scope scope) {
    var items = items(loop, scope);
    var position = new Loop(items);
    boolean ended = false; // whether a body was left by its end
    for (var item : items) {
      position.next();
      var inner = new Scope(scope);
      inner.set("loop", position);
      assign(loop.target(), item, inner, loop.at());
      var flow = run(loop.body(), inner);
      ended |= flow == Flow.NEXT;
      if (flow == Flow.BREAK) {
        break;
      }
    }
    return ended ? Flow.NEXT : run(loop.otherwise(), new Scope(scope)); // as Jinja does
  }

  private List<Value> items(Statement.For loop, Scope scope) {
    List<Value> items;
    try {
      items = Sequences.items(evaluator.evaluate(loop.items(), scope));
      budget.spend(items.size());
    } catch (TemplateFault e) {
      throw e.in(loop.items().at());
    }
    var test = loop.test();
    if (test == null) {
      return items;
    }
    var taken = new java.util.ArrayList<Value>();
    for (var item : items) {
      var inner = new Scope(scope);
      assign(loop.target(), item, inner, loop.at());
      if (evaluator.evaluate(test, inner).truth()) {
        taken.add(item);
      }
    }
    return taken;
  }

  private void assign(Target target, Value value, Scope scope, int at) {
    switch (target) {
      case Target.Variable variable -> scope.set(variable.name(), value);
      case Target.Member member -> {
        var of = scope.get(member.of());
        if (!(of instanceof Value.Namespace namespace)) {
          throw new TemplateFault(
              "'%s' is no namespace, so it has no attributes to set".formatted(member.of()), at);
        }
        Globals.checkAttribute(member.name());
        namespace.attributes.put(member.name(), value);
      }
      case Target.Several several -> {
        List<Value> items;
        try {
          items = Sequences.items(value);
        } catch (TemplateFault e) {
          throw e.in(at);
        }
        var targets = several.targets();
        if (items.size() != targets.size()) {
          throw new TemplateFault(
              "expected %d values, found %d".formatted(targets.size(), items.size()), at);
        }
        for (int i = 0; i < targets.size(); i++) {
          assign(targets.get(i), items.get(i), scope, at);
        }
      }
    }
  }

  private void callBlock(Statement.CallBlock block, Scope scope) {
    var call = block.call();
    var given = evaluator.given(call.given(), scope);
    var named = new java.util.LinkedHashMap<>(given.named());
    named.put("caller", callable(block.body(), scope));
    try {
      var said = evaluator.call(call, new Arguments(given.positional(), named), scope);
      out.append(PythonText.str(said));
    } catch (TemplateFault e) {
      throw e.in(call.at());
    }
  }

  /** A macro, or what {@code caller} is in the macro that a block calls. */
  private Value callable(Statement.Routine routine, Scope scope) {
    return new Value.Callable(
        routine.name(),
        given -> {
          budget.enter();
          var said = captured(routine.body(), Parameters.bound(routine, given, scope, evaluator));
          budget.leave();
          return said;
        });
  }
}
