package dev.jeton.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** 1,000 steps of a small network, each with about half a MB of tensors. */
  @Test
  void aThousandStepsStayFlat() throws IOException {
    Torch.threads(1);
    assumeTrue(Files.exists(STATUS), "resident memory is read from /proc");
    long before = Scope.liveTensors();
    try (var parameters = new Parameters(1, Device.CPU);
        var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
      parameters.normal("conv.weight", 0.2, 8, 3, 3, 3);
      parameters.constant("conv.bias", 0, 8);
      parameters.normal("out", 0.2, 3, 8, 1, 1);
      double first = 0;
      double last = 0;
      long live = 0;
      long kilobytes = 0;
      for (int step = 0; step < 1_000; step++) {
        last = step(parameters, optimizer, step);
        if (step == 0) {
          first = last;
        }
        if (step == 200) {
          live = Scope.liveTensors();
          kilobytes = resident();
        }
      }
      assertEquals(live, Scope.liveTensors());
      assertEquals(before + 3 * 3, live, "parameters and two moments of each");
      long grown = resident() - kilobytes;
      assertTrue(grown < 20_000, "800 steps grew resident memory by " + grown + " kB");
      assertTrue(last < 0.5 * first, "loss went from " + first + " to " + last);
    }
    assertEquals(before, Scope.liveTensors());
  }

  private static double step(Parameters parameters, AdamW optimizer, int step) {
    try (var scope = new Scope()) {
      var x = new Generator(step).normal(2, 3, 24, 24);
      var h =
          NetOps.silu(
              ImageOps.conv2d(
                  x, parameters.get("conv.weight"), parameters.get("conv.bias"), 1, 1, 1));
      var y = ImageOps.conv2d(h, parameters.get("out"), null, 1, 0, 1);
      var loss = y.sub(x.mul(0.5)).square().mean();
      loss.backward();
      parameters.clipGrads(1);
      optimizer.step(1e-2);
      return loss.item();
    }
  }

  private static long resident() throws IOException {
    for (var line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS in " + STATUS);
  }
}
