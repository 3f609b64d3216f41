package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.ModelFiles;
import dev.jeton.generate.Canvas;
import dev.jeton.generate.TokenModel;
import dev.jeton.llm.Model;
import dev.jeton.llm.Precision;
import dev.jeton.llm.RandomModel;
import dev.jeton.llm.SignalModel;
import dev.jeton.media.image.ImageGenerator;
import dev.jeton.nets.transformer.TokenShape;
import dev.jeton.testkit.Seed;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of pictures' tokens run in the engine of language models. */
class SignalModelTest {
  private final Seed seed = new Seed();
  @TempDir Path folder;

  /** The same logits from both engines, for canvases that change between calls. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void predictsWhatItsOwnEnginePredicts(int side) throws IOException {
    var file = folder.resolve("painter.safetensors");
    RandomGenerator.write(file, new TokenShape(true, 4096, 4, side, 2, true, 1, 32, 2, 32));
    var own = ImageGenerator.read(Files.readAllBytes(file), "painter", ModelFiles.SHIPPED).model();
    try (var model = Model.open(file, Precision.FLOATS);
        var expected = own.open(new int[] {0, 1, TokenModel.UNCONDITIONAL});
        var found =
            new SignalModel(model, own.layout()).open(new int[] {0, 1, TokenModel.UNCONDITIONAL})) {
      for (int round = 0; round < 20; round++) {
        var canvases =
            List.of(canvas(own, round), canvas(own, round), canvas(own, seed.random().nextInt(9)));
        int[][] asked = {{round % 4}, {0, 1, 3}, round % 2 == 0 ? new int[0] : new int[] {2}};
        var a = new float[5 * 4096];
        var b = new float[5 * 4096];
        expected.predict(canvases, asked, a);
        found.predict(canvases, asked, b);
        assertArrayEquals(a, b, 1e-4f);
      }
    }
  }

  /** Four decided places; the first ones stay from round to round. */
  private Canvas canvas(TokenModel model, int round) {
    var canvas = new Canvas(model.layout(), 4);
    for (int place = 0; place < 4; place++) {
      boolean stays = place < round % 4;
      canvas.set(place, stays ? 17 * place : seed.random().nextInt(4096));
    }
    return canvas;
  }

  @Test
  void theSamePicturesAreDrawnFromGguf() throws IOException {
    var file = RandomGenerator.write(folder.resolve("painter.safetensors"), true);
    var gguf = folder.resolve("painter.gguf");
    Ran.jeton("llm", "convert", file, "-o", gguf).ok();
    for (var name : List.of(file, gguf)) {
      Ran.jeton(
              "generate", "image", "--model=" + name, "-n", "5", "--class=dog", "-o", name + ".png")
          .ok();
    }
    assertArrayEquals(
        Files.readAllBytes(Path.of(file + ".png")), Files.readAllBytes(Path.of(gguf + ".png")));
    var small = folder.resolve("small.gguf");
    Ran.jeton("llm", "quantize", gguf, "--type=Q8_0", "-o", small).ok();
    Ran.jeton("generate", "image", "--model=" + small, "-n", "2", "-o", folder.resolve("s.png"))
        .ok();
    assertTrue(Files.size(small) < Files.size(gguf) / 3);
  }

  @Test
  void othersAreRefused() throws IOException {
    var masked = RandomGenerator.write(folder.resolve("masked.safetensors"), false);
    var said = Ran.jeton("llm", "inspect", masked).complained(1);
    assertTrue(said.contains("expected a causal model") && said.contains("'masked'"), said);
    var text =
        Ran.jeton("generate", "image", "--model=" + textModel(), "-o", folder.resolve("t.png"));
    assertTrue(text.complained(1).contains("no metadata 'codec'"), text.err());
    var other = new LinkedHashMap<String, String>();
    other.put("codec_weights", "0000000000000000");
    var foreign = RandomGenerator.write(folder.resolve("foreign.safetensors"), true, true, other);
    Ran.jeton("llm", "convert", foreign, "-o", folder.resolve("foreign.gguf")).ok();
    said =
        Ran.jeton(
                "generate",
                "image",
                "--model=" + folder.resolve("foreign.gguf"),
                "-o",
                folder.resolve("f.png"))
            .complained(1);
    assertTrue(said.contains("with weights 0000000000000000"), said);
    assertEquals(1, said.lines().count());
  }

  private Path textModel() throws IOException {
    var file = folder.resolve("text.gguf");
    RandomModel.SMALL.write(TensorType.Q8_0, 1, file);
    return file;
  }
}
