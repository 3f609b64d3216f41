package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Generator;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Schedule;
import dev.jeton.torch.Tensor;
import dev.jeton.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();

  @BeforeAll
  static void oneThread() {
    Torch.threads(1);
  }

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void progress(Progress progress) {
          notes.add(progress.line());
        }

        @Override
        public void note(String line) {
          notes.add(line);
        }
      };

  /** Learns y = 2 x from noise; counts its steps in its own state. */
  private static class Doubling implements Objective {
    final Parameters parameters;
    final Network network;
    float seen;

    Doubling(Parameters parameters) {
      this.parameters = parameters;
      network = Network.of("seq(conv(1,4,3),silu,conv(4,1,1))", parameters, "");
    }

    @Override
    public Loss loss(Step step) {
      var x = new Generator(step.random()).normal(4, 1, 6, 6);
      var loss = network.forward(x).sub(x.mul(2)).square().mean();
      return new Loss(broken(step, loss), new LinkedHashMap<>(Map.of("mse", loss.item())));
    }

    Tensor broken(Step step, Tensor loss) {
      return loss;
    }

    @Override
    public void changed(Step step) {
      seen++;
    }

    @Override
    public SequencedMap<String, float[]> state() {
      return new LinkedHashMap<>(Map.of("seen", new float[] {seen}));
    }

    @Override
    public void restore(Map<String, float[]> state) {
      var stored = state.get("seen");
      seen = stored == null ? 0 : stored[0];
    }
  }

  private static TrainingPlan plan(long steps) {
    return new TrainingPlan(
        "test",
        new TrainingPlan.Steps(steps),
        4,
        3,
        new Schedule(0.02, 0.05, 2, 0.1, Schedule.Fall.COSINE),
        AdamW.Settings.STANDARD,
        1,
        1e6,
        1e6,
        0.9,
        1e-9,
        1e9);
  }

  private void run(Objective objective, Parameters parameters, long steps, Path out)
      throws IOException {
    try (var trainer = new Trainer(plan(steps), parameters, objective, out, listener)) {
      trainer.run();
    }
  }

  /** Stops like a killed process: between two steps, without a last checkpoint. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void anInterruptedRunEndsWithTheSameWeights() throws IOException {
    var whole = folder.resolve("whole");
    var parts = folder.resolve("parts");
    try (var a = new Parameters(1, Device.CPU);
        var b = new Parameters(1, Device.CPU);
        var c = new Parameters(2, Device.CPU)) {
      run(new Doubling(a), a, 40, whole);
      var killed =
          new Doubling(b) {
            @Override
            public Loss loss(Step step) {
              if (step.index() == 23) {
                throw new Killed();
              }
              return super.loss(step);
            }
          };
      assertThrows(Killed.class, () -> run(killed, b, 40, parts));
      var again = new Doubling(c);
      run(again, c, 40, parts);
      assertEquals(40, again.seen);
      for (var name : a.all().keySet()) {
        assertArrayEquals(a.get(name).toFloats(), c.get(name).toFloats(), name);
      }
    }
    assertTrue(notes.stream().anyMatch(n -> n.contains("goes on from")), notes.toString());
    try (var files = Files.list(parts)) {
      var names = files.map(f -> f.getFileName().toString()).sorted().toList();
      assertEquals(
          List.of("test-000000039.safetensors", "test-000000040.safetensors", "test.csv"), names);
    }
  }

  @Test
  void aDamagedCheckpointFallsBackToTheOneBefore() throws IOException {
    try (var a = new Parameters(1, Device.CPU);
        var b = new Parameters(1, Device.CPU)) {
      run(new Doubling(a), a, 10, folder);
      var last = folder.resolve("test-000000010.safetensors");
      Files.write(last, java.util.Arrays.copyOf(Files.readAllBytes(last), 999));
      run(new Doubling(b), b, 10, folder);
      assertTrue(notes.stream().anyMatch(n -> n.contains("trying the one before")));
      for (var name : a.all().keySet()) {
        assertArrayEquals(a.get(name).toFloats(), b.get(name).toFloats(), name);
      }
    }
  }

  @Test
  void aFinishedRunIsNotRepeatedButALongerOneGoesOn() throws IOException {
    try (var a = new Parameters(1, Device.CPU);
        var b = new Parameters(1, Device.CPU);
        var c = new Parameters(1, Device.CPU)) {
      run(new Doubling(a), a, 5, folder);
      var same = new Doubling(b);
      run(same, b, 5, folder);
      assertEquals(5, same.seen);
      var longer = new Doubling(c);
      run(longer, c, 8, folder);
      assertEquals(8, longer.seen);
    }
  }

  @Test
  void aSingleBadBatchIsLeftOut() throws IOException {
    try (var parameters = new Parameters(1, Device.CPU)) {
      var objective =
          new Doubling(parameters) {
            @Override
            Tensor broken(Step step, Tensor loss) {
              return step.index() == 7 ? loss.mul(Double.NaN) : loss;
            }
          };
      run(objective, parameters, 20, folder);
      assertEquals(19, objective.seen);
      assertTrue(
          notes.stream().anyMatch(n -> n.startsWith("test: batch 7 (seed 3)")), notes.toString());
    }
  }

  @Test
  void badBatchesInARowStopWithTheCheckpointsName() {
    try (var parameters = new Parameters(1, Device.CPU)) {
      var objective =
          new Doubling(parameters) {
            @Override
            Tensor broken(Step step, Tensor loss) {
              return step.index() >= 12 ? loss.mul(1e20) : loss;
            }
          };
      var e = assertThrows(TrainingException.class, () -> run(objective, parameters, 20, folder));
      var message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("test: batch 14 (seed 3) has loss"), message);
      assertTrue(message.endsWith("test-000000012.safetensors"), message);
      assertEquals(1, message.lines().count());
    }
  }
}
