package dev.jeton.learn.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Generator;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The code of the documentation does what the page says. */
class FlowPageTest {

  /**
   * Learns to draw pictures from their registers and draws some from the first two registers alone.
   */
  static float[] drawn(float[] pictures, float[] registers, int n, int steps) {
    // 2 blocks, 16 wide, 2 heads; 3 registers of 5 numbers; RGB pictures of 4×4 in patches of 2×2
    var shape = new FlowDecoder.Shape(2, 16, 2, 32, 3, 5, 3, 4, 2);
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var decoder = new FlowDecoder(shape, parameters, "decoder.");
      // Or what an encoder and a quantizer gave: gradients reach them.
      var codes = Tensor.of(registers, n, 3, 5);
      try (var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
        for (int step = 0; step < steps; step++) {
          try (var inner = new Scope()) {
            var draw =
                new RectifiedFlow(true).draw(Tensor.of(pictures, n, 3, 4, 4), new Generator(step));
            var condition = RegisterCondition.prefix(codes, 1 + step % 3);
            var pass = decoder.forward(draw.noisy(), draw.times(), condition);
            draw.loss(pass.velocity()).backward();
            optimizer.step(4e-3);
          }
        }
      }
      return new FlowSampler(8).sample(decoder, RegisterCondition.prefix(codes, 2), 5).toFloats();
    }
  }

  /** Spaces aside, as the formatter breaks lines. */
  @Test
  void thePageShowsThisCode() throws IOException {
    var part = Path.of("../docs/elastic-flow.part.md");
    var page = Files.readString(Files.exists(part) ? part : Path.of("../docs/elastic.md"));
    var code =
        page.substring(page.indexOf("static float[] drawn("), page.indexOf("```\n\n- **When"));
    var here = Files.readString(Path.of("src/test/java/dev/jeton/learn/flow/FlowPageTest.java"));
    assertTrue(squeezed(here).contains(squeezed(code)), "the page's code is not in this test");
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s", "");
  }

  /** Light pictures have registers of ones, dark ones of minus ones. */
  @Test
  void drawsWhatItWasTrainedOn() {
    int n = 16;
    var pictures = new float[n * 48];
    var registers = new float[n * 15];
    for (int i = 0; i < n; i++) {
      Arrays.fill(pictures, i * 48, i * 48 + 48, 1 - 2 * (i % 2));
      Arrays.fill(registers, i * 15, i * 15 + 15, 1 - 2 * (i % 2));
    }
    float[] drawn = drawn(pictures, registers, n, 300);
    double error = 0;
    for (int i = 0; i < drawn.length; i++) {
      error += Math.pow(drawn[i] - pictures[i], 2) / drawn.length;
    }
    assertTrue(error < 0.1, "squared error " + error);
  }
}
