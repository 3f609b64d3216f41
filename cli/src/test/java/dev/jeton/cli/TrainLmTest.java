package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of texts to a model that speaks. */
class TrainLmTest {
  @TempDir Path folder;

  private Path texts() throws IOException {
    var words = List.of("the ", "cat ", "sat. ", "int ", "x = ", "0;\n", "return ");
    var random = new SplittableRandom(4);
    var texts = Files.createDirectories(folder.resolve("texts"));
    for (int i = 0; i < 12; i++) {
      var text = new StringBuilder();
      for (int w = 0; w < 300; w++) {
        text.append(words.get(random.nextInt(words.size()))).append(random.nextInt(1000));
      }
      Files.writeString(texts.resolve("t%02d.txt".formatted(i)), text);
    }
    return texts;
  }

  private Ran train(int steps, String... more) throws IOException {
    var words =
        new Object[] {
          "train",
          "lm",
          "--data",
          texts(),
          "-o",
          folder.resolve("run"),
          "--steps",
          steps,
          "--vocabulary=512",
          "--context=32",
          "--layers=1",
          "--dim=64",
          "--hidden=64",
          "--batch=2",
          "--threads=1"
        };
    var all = new Object[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Ran.jeton(all);
  }

  @Test
  void aModelComesOutAndItsTrainingGoesOn() throws IOException {
    var first = train(3);
    assertEquals(0, first.code(), first.err());
    assertTrue(first.err().contains("tokens/s"), first.err());
    assertTrue(first.err().contains("texts_bpb"), first.err());
    var again = train(5);
    assertEquals(0, again.code(), again.err());
    assertTrue(again.err().contains("goes on from"), again.err());
    var said =
        Ran.jeton(
            "llm", "run", "--model", folder.resolve("run/lm.gguf"), "--prompt=the", "--tokens=3");
    assertEquals(0, said.code(), said.err());
  }

  @Test
  void complainsInOneLine() throws IOException {
    var odd = Ran.jeton("train", "lm", "--data", texts(), "--steps=1", "--dim=65");
    assertEquals(2, odd.code());
    assertTrue(odd.err().contains("--dim is a multiple of 64"), odd.err());
    var none = Ran.jeton("train", "lm", "--data", folder.resolve("none"), "--steps=1");
    assertEquals(1, none.code(), none.err());
    Files.createDirectories(folder.resolve("empty"));
    var empty = Ran.jeton("train", "lm", "--data", folder.resolve("empty"), "--steps=1");
    assertEquals(1, empty.code());
    assertTrue(empty.err().contains("expected texts"), empty.err());
  }
}
