package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped language model at the caret. */
class LlmCompleteTest {
  @TempDir Path folder;

  private String at(String text, Object... more) throws IOException {
    int caret = text.indexOf('|');
    var file = folder.resolve("Caret.java");
    Files.writeString(file, text.replace("|", ""));
    var before = text.substring(0, caret);
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    int column = caret - before.lastIndexOf('\n');
    var words = new Object[3 + more.length];
    words[0] = "llm";
    words[1] = "complete";
    words[2] = file + ":" + line + ":" + column;
    System.arraycopy(more, 0, words, 3, more.length);
    return Ran.jeton(words).ok().out();
  }

  @Test
  void goesOnInsideAWord() throws IOException {
    var text =
        "public final class Point {\n  private int x;\n\n  public int x() {\n    retu|\n  }\n}\n";
    assertTrue(at(text).startsWith("rn "), () -> "exact");
    assertTrue(at(text, "--order=prefix", "--bytes=3").startsWith("rn"), () -> "prefix");
    assertTrue(at(text, "--json", "--bytes=4").contains("\"passes\""));
  }

  @Test
  void isTheModelThatIsUsedWhereNoneIsNamed() {
    var named =
        Ran.jeton("llm", "run", "--model=lm-small", "--greedy", "--tokens=5", "--prompt=int");
    var unnamed = Ran.jeton("llm", "run", "--greedy", "--tokens=5", "--prompt=int");
    assertEquals(named.ok().out(), unnamed.ok().out());
    var bytes = Ran.jeton("llm", "run", "--exact-bytes", "--greedy", "--tokens=4", "--prompt=retu");
    assertTrue(bytes.ok().out().startsWith("rn"), bytes.out());
    assertTrue(Ran.jeton("models").ok().out().contains("lm-small"));
  }
}
