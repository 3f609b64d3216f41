package dev.jeton.text.chat;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** A value as Python has it; equal where Python's {@code ==} says so. */
sealed interface Value
    permits Value.Undefined,
        Value.None,
        Value.Bool,
        Value.Int,
        Value.Real,
        Str,
        Seq,
        Dict,
        Value.Stream,
        Value.Namespace,
        Value.Callable,
        Loop {

  /** What Python calls its type. */
  String type();

  /** Whether it counts as true. */
  boolean truth();

  /**
   * What is not there; it prints as nothing, and anything else that is done with it fails.
   *
   * @param why as errors say
   */
  record Undefined(String why) implements Value {
    /** The variable {@code name}, which is not there. */
    static Undefined variable(String name) {
      return new Undefined("'%s' is undefined".formatted(name));
    }

    @Override
    public String type() {
      return "Undefined";
    }

    @Override
    public boolean truth() {
      return false;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
      return 1;
    }

    TemplateFault fault() {
      return new TemplateFault(why);
    }
  }

  /** {@code none}. */
  enum None implements Value {
    NONE;

    @Override
    public String type() {
      return "NoneType";
    }

    @Override
    public boolean truth() {
      return false;
    }
  }

  /** True or false, which are also 1 and 0. */
  record Bool(boolean truth) implements Value {
    static final Bool TRUE = new Bool(true);
    static final Bool FALSE = new Bool(false);

    static Bool of(boolean truth) {
      return truth ? TRUE : FALSE;
    }

    @Override
    public String type() {
      return "bool";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Value value && Numbers.equal(this, value);
    }

    @Override
    public int hashCode() {
      return Numbers.hash(this);
    }
  }

  /** A whole number. */
  record Int(BigInteger value) implements Value {
    private static final int MOST_BITS = 1 << 14;

    static Int of(long value) {
      return new Int(BigInteger.valueOf(value));
    }

    static Int of(BigInteger value) {
      if (value.bitLength() > MOST_BITS) {
        throw new TemplateFault("a number of more than %d bits".formatted(MOST_BITS));
      }
      return new Int(value);
    }

    @Override
    public String type() {
      return "int";
    }

    @Override
    public boolean truth() {
      return value.signum() != 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Value number && Numbers.equal(this, number);
    }

    @Override
    public int hashCode() {
      return Numbers.hash(this);
    }
  }

  /** A floating-point number. */
  record Real(double value) implements Value {
    @Override
    public String type() {
      return "float";
    }

    @Override
    public boolean truth() {
      return value != 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Value number && Numbers.equal(this, number);
    }

    @Override
    public int hashCode() {
      return Numbers.hash(this);
    }
  }

  /** What can be gone through once, such as what {@code map} gives; equal only to itself. */
  final class Stream implements Value {
    final Iterator<Value> items;

    Stream(Iterator<Value> items) {
      this.items = items;
    }

    @Override
    public String type() {
      return "generator";
    }

    @Override
    public boolean truth() {
      return true;
    }
  }

  /** What {@code namespace()} gives: attributes that can be set; equal only to itself. */
  final class Namespace implements Value {
    final Map<String, Value> attributes = new LinkedHashMap<>();

    @Override
    public String type() {
      return "Namespace";
    }

    @Override
    public boolean truth() {
      return true;
    }
  }

  /** A function, method or macro; equal only to itself. */
  final class Callable implements Value {
    final String name;
    final Body body;

    /** What it does. */
    interface Body {
      Value call(Arguments arguments);
    }

    Callable(String name, Body body) {
      this.name = name;
      this.body = body;
    }

    @Override
    public String type() {
      return "function";
    }

    @Override
    public boolean truth() {
      return true;
    }
  }
}
