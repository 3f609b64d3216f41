package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A command line that was run in this process. */
record Ran(int code, String out, String err) {

  /** Runs {@code jeton} with {@code args}, each taken by its text. */
  static Ran jeton(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Ran(code, out.toString(), err.toString());
  }

  /** Ended well and said nothing on standard error. */
  Ran ok() {
    assertEquals("", err);
    assertEquals(0, code);
    return this;
  }

  /** Ended with {@code code} and one line on standard error, which is returned. */
  String complained(int code) {
    assertEquals(code, this.code, this::toString);
    assertEquals(1, err.lines().count(), err);
    return err.strip();
  }

  /** The last line on standard error. */
  String complaint() {
    return err.lines().toList().getLast();
  }

  /** Standard output is one JSON value. */
  Ran json() {
    try (var parser = new JsonFactory().createParser(out)) {
      int depth = 0;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
      assertEquals(0, depth);
    } catch (IOException e) {
      throw new UncheckedIOException(out, e);
    }
    return this;
  }
}
