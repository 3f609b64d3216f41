package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePlaceTest {
  @TempDir Path folder;

  private FilePlace.Sides sides(String text, int line, int column) throws IOException {
    var file = folder.resolve("text");
    Files.writeString(file, text);
    return FilePlace.of(file + ":" + line + ":" + column).read();
  }

  @Test
  void parts() throws IOException {
    assertEquals(new FilePlace.Sides("", "ab\nc"), sides("ab\nc", 1, 1));
    assertEquals(new FilePlace.Sides("ab", "\nc"), sides("ab\nc", 1, 3));
    assertEquals(new FilePlace.Sides("ab\n", "c"), sides("ab\nc", 2, 1));
    assertEquals(new FilePlace.Sides("ab\nc", ""), sides("ab\nc", 2, 2));
    assertEquals(new FilePlace.Sides("ü𝄞", "x"), sides("ü𝄞x", 1, 3));
    assertEquals(new FilePlace.Sides("", ""), sides("", 1, 1));
  }

  @Test
  void placesThatAreNotThere() {
    assertThrows(IllegalArgumentException.class, () -> FilePlace.of("file:1"));
    for (int[] place : new int[][] {{0, 1}, {3, 1}, {1, 0}, {1, 4}}) {
      var e = assertThrows(IOException.class, () -> sides("ab\nc", place[0], place[1]));
      assertTrue(String.valueOf(e.getMessage()).contains("expected a "), e.getMessage());
    }
    var usage = Ran.jeton("llm", "complete", "file");
    assertEquals(2, usage.code());
    assertEquals(1, Ran.jeton("llm", "complete", folder.resolve("none") + ":1:1").code());
  }
}
