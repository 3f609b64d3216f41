package dev.jeton.learn;

import dev.jeton.torch.Optimizer;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A run's whole state in one safetensors file: {@code parameter.…}, {@code average.…}, {@code
 * optimizer.…}, {@code state.…}, all float32.
 *
 * @param steps steps done, bad ones included
 * @param updates steps in which the parameters changed
 * @param seconds time spent
 * @param skipped bad batches left out
 * @param done whether the run is at its end
 */
record Checkpoint(
    long steps,
    long updates,
    double seconds,
    int skipped,
    boolean done,
    SequencedMap<String, WeightTensor> tensors) {

  private static final int KEPT = 2;

  static Checkpoint of(
      long steps,
      double seconds,
      int skipped,
      boolean done,
      Parameters parameters,
      Parameters average,
      Optimizer optimizer,
      Map<String, float[]> state) {
    var tensors = new LinkedHashMap<String, WeightTensor>();
    parameters.all().forEach((name, t) -> tensors.put("parameter." + name, stored(t)));
    average.all().forEach((name, t) -> tensors.put("average." + name, stored(t)));
    optimizer.state().forEach((name, v) -> tensors.put("optimizer." + name, flat(v)));
    state.forEach((name, v) -> tensors.put("state." + name, flat(v)));
    return new Checkpoint(steps, optimizer.steps(), seconds, skipped, done, tensors);
  }

  private static WeightTensor stored(Tensor tensor) {
    return WeightTensor.of(WeightTensor.Type.F32, tensor.toFloats(), tensor.shape());
  }

  private static WeightTensor flat(float[] values) {
    return WeightTensor.of(WeightTensor.Type.F32, values, values.length);
  }

  /** Sets parameters, average, optimizer and objective to what was stored. */
  void restore(
      Parameters parameters, Parameters average, Optimizer optimizer, Objective objective) {
    part("parameter.").forEach(parameters::set);
    part("average.").forEach(average::set);
    optimizer.restore(part("optimizer."), updates);
    objective.restore(part("state."));
  }

  /** The arrays whose names start with {@code prefix}, without it. */
  SequencedMap<String, float[]> part(String prefix) {
    var part = new LinkedHashMap<String, float[]>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor.floats());
          }
        });
    return part;
  }

  /** Writes {@code STAGE-STEP.safetensors}; the two newest of the stage stay. */
  Path write(Path folder, String stage) throws IOException {
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("steps", Long.toString(steps));
    metadata.put("updates", Long.toString(updates));
    metadata.put("seconds", Double.toString(seconds));
    metadata.put("skipped", Integer.toString(skipped));
    metadata.put("done", Boolean.toString(done));
    Files.createDirectories(folder);
    var file = folder.resolve("%s-%09d.safetensors".formatted(stage, steps));
    new Safetensors(tensors, metadata).write(file);
    var all = files(folder, stage);
    for (var old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      Files.delete(old);
    }
    return file;
  }

  static Checkpoint read(Path file) throws IOException {
    var stored = Safetensors.read(file);
    var m = stored.metadata();
    try {
      return new Checkpoint(
          Long.parseLong(m.getOrDefault("steps", "")),
          Long.parseLong(m.getOrDefault("updates", "")),
          Double.parseDouble(m.getOrDefault("seconds", "")),
          Integer.parseInt(m.getOrDefault("skipped", "")),
          Boolean.parseBoolean(m.getOrDefault("done", "")),
          stored.tensors());
    } catch (NumberFormatException e) {
      throw new IOException(file + ": not a checkpoint of a training run", e);
    }
  }

  /** The stage's checkpoints, oldest first. */
  static List<Path> files(Path folder, String stage) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var list = Files.list(folder)) {
      return list.filter(
              f ->
                  f.getFileName()
                      .toString()
                      .matches(java.util.regex.Pattern.quote(stage) + "-\\d{9}\\.safetensors"))
          .sorted()
          .toList();
    }
  }
}
