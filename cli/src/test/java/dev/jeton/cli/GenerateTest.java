package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateTest {
  @TempDir Path folder;
  private Path model;
  private Path grid;

  @BeforeEach
  void writeModel() throws IOException {
    model = RandomGenerator.write(folder.resolve("model.safetensors"), false);
    grid = folder.resolve("grid.png");
  }

  private Ran generate(Object... more) {
    var words = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {"generate", "image", "--model=" + model, "-o", grid}, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    return Ran.jeton(words);
  }

  @Test
  void writesAGridOfPictures() {
    var said = generate("--class=dog").ok().out();
    assertTrue(said.contains("16 pictures of dog, 4 tokens each, 8 model calls"), said);
    var image = ImageFile.read(grid);
    assertEquals(4 * 32 + 3 * 2, image.width());
    assertEquals(4 * 32 + 3 * 2, image.height());
    generate("-n", "5").ok();
    assertEquals(2 * 32 + 2, ImageFile.read(grid).height());
    assertEquals(3 * 32 + 2 * 2, ImageFile.read(grid).width());
  }

  @Test
  void sameSeedSamePicturesAndBatchesDoNotShow() throws IOException {
    generate("-n", "40", "--seed=5").ok();
    byte[] first = Files.readAllBytes(grid);
    generate("-n", "40", "--seed=5").ok();
    assertArrayEquals(first, Files.readAllBytes(grid));
    generate("-n", "40", "--seed=6").ok();
    assertFalse(Arrays.equals(first, Files.readAllBytes(grid)));
  }

  @Test
  void jsonSaysWhatItTook() {
    var ran = generate("--json", "--steps=3", "--guidance=1", "--tokens=3", "-n2").json();
    for (var part : List.of("\"modelCalls\" : 3", "\"tokens\" : 3", "\"codec\" : \"blocks-1\"")) {
      assertTrue(ran.out().contains(part), ran.out());
    }
    assertTrue(ran.out().contains("\"seconds\" : "), ran.out());
    assertEquals(0, ran.code());
  }

  @Test
  void causalModelsTakeAStepPerToken() throws IOException {
    var causal = RandomGenerator.write(folder.resolve("causal.safetensors"), true);
    model = causal;
    var said = generate("-n", "3", "--guidance-schedule=linear", "--top-k=9").ok().out();
    assertTrue(said.contains("4 tokens each, 7 model calls"), said);
    assertTrue(generate("--steps=4").complained(0).contains("one token per step"));
  }

  @Test
  void modelsWithoutAnUnconditionalRowAreNotGuided() throws IOException {
    model =
        RandomGenerator.write(
            folder.resolve("given.safetensors"), true, false, new LinkedHashMap<>());
    assertTrue(generate().ok().out().contains("4 model calls"));
    generate("--guidance=1").ok();
    assertTrue(generate("--guidance=2").complained(2).contains("takes 1, found 2.0"));
  }

  @Test
  void unknownClassesAreAnsweredWithTheKnownOnes() {
    var said = generate("--class=cow").complained(2);
    assertTrue(said.contains("no class 'cow'; classes: cat, dog"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n=0",
        "-n=1025",
        "-n=x",
        "--steps=0",
        "--noise=-1",
        "--temperature=-1",
        "--guidance=-1",
        "--guidance-schedule=odd",
        "--top-k=0",
        "--top-p=0",
        "--top-p=2",
        "--tokens=0",
        "--tokens=5",
        "--seed=x",
        "--nonsense",
      })
  void wrongUsage(String option) {
    var said = generate(option).complained(2);
    assertTrue(said.endsWith("see 'jeton generate image --help'"), said);
    assertFalse(Files.exists(grid));
  }

  @Test
  void standardOutputTakesOneResult() {
    var said = Ran.jeton("generate", "image", "--model=" + model, "-o", "-", "--json");
    assertTrue(said.complained(2).contains("standard output"));
  }

  @Test
  void wrongModels() throws IOException {
    model = folder.resolve("absent.safetensors");
    assertTrue(generate().complained(1).contains("absent.safetensors: no such file"));
    model = Path.of("nonsense");
    assertTrue(generate().complained(2).contains("no model named 'nonsense'"));
    model = Files.writeString(folder.resolve("text.safetensors"), "no model");
    assertTrue(generate().complained(1).contains("text.safetensors"));
    for (var wrong :
        Map.of(
                "model", "other(layers=1)",
                "codec", "no-such-codec",
                "codec_weights", "0000000000000000",
                "picture", "32",
                "classes", "cat",
                "order", "upwards")
            .entrySet()) {
      var changed = new LinkedHashMap<String, String>();
      changed.put(wrong.getKey(), wrong.getValue());
      model = RandomGenerator.write(folder.resolve("wrong.safetensors"), false, true, changed);
      var said = generate().complained(1);
      assertTrue(said.contains("wrong.safetensors"), said);
      assertFalse(said.contains("Exception"), said);
    }
  }

  @Test
  void withoutAModelOfOnesOwnThereIsABuiltInOne() throws IOException {
    var said = Ran.jeton("generate", "image", "--class=cat", "-n2", "-o", grid).ok().out();
    assertTrue(said.contains("2 pictures of cat, 64 tokens each"), said);
    assertEquals(2 * 32 + 2, ImageFile.read(grid).width());
    assertTrue(
        Ran.jeton("generate", "image", "--class=cow", "-o", grid)
            .complained(2)
            .contains("no class 'cow'; classes: airplane, automobile, bird, cat, "));
  }
}
