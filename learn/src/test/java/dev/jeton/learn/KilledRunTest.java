package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** On request ({@code -Djeton.slow=true}): a training process is killed and started again. */
@EnabledIfSystemProperty(named = "jeton.slow", matches = "true")
class KilledRunTest {
  private static final Path PHOTOS =
      Path.of(System.getProperty("jeton.data", "")).resolve("bsds500/train");
  private static final int STEPS = 800;
  @TempDir private Path folder;

  @Test
  void afterKillNineTheSameCommandGoesOn() throws IOException, InterruptedException {
    var killed = folder.resolve("killed");
    var whole = folder.resolve("whole");
    var process = start(killed);
    while (Checkpoint.files(killed, "warmup").isEmpty() && process.isAlive()) {
      Thread.sleep(50);
    }
    long at = Checkpoint.read(Checkpoint.files(killed, "warmup").getLast()).steps();
    Thread.sleep(1_500);
    process.destroyForcibly().waitFor(); // SIGKILL
    assertTrue(at <= STEPS - 200, "killed too late, after " + at + " of " + STEPS + " steps");
    assertEquals(0, start(killed).waitFor());
    assertEquals(0, start(whole).waitFor());
    double a = loss(killed);
    double b = loss(whole);
    assertEquals(b, a, 0.01 * b, "taken up after step " + at);
  }

  /** The loss of the run's last weights, over ten batches that it has not seen. */
  private static double loss(Path out) throws IOException {
    double sum = 0;
    try (var parameters = new Parameters(1, Device.CPU)) {
      var objective = ResumeTrial.objective(PHOTOS, parameters);
      var last = Checkpoint.read(Checkpoint.files(out, "warmup").getLast());
      assertEquals(STEPS, last.steps());
      last.part("parameter.").forEach(parameters::set);
      for (int i = 0; i < 10; i++) {
        try (var scope = new Scope()) {
          sum += objective.loss(new Objective.Step(100_000 + i, 1, 1)).total().item();
        }
      }
    }
    return sum / 10;
  }

  private static Process start(Path out) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(ResumeTrial.class.getName(), PHOTOS.toString(), out.toString(), "" + STEPS));
    Files.createDirectories(out);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
