package dev.jeton.learn;

import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Schedule;
import dev.jeton.torch.Torch;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Trains the codec {@code photo}. Each stage goes on from its last checkpoint in the output folder,
 * so the same call after an interruption ends with the same weights.
 */
public final class PhotoTraining {

  /**
   * What a run is asked for.
   *
   * @param data folders of photos; the last {@code heldOut} files of the last folder, in order of
   *     their paths, are kept aside for evaluation
   * @param out folder for checkpoints, curves and {@code photo.safetensors}
   * @param threads of libtorch
   * @param command for the record
   */
  public record Request(
      List<Path> data,
      Path out,
      double minutes,
      long seed,
      int heldOut,
      int threads,
      Device device,
      PhotoRecipe recipe,
      String command) {}

  private final Request request;
  private final TrainingListener listener;
  private final ImageFolder photos;
  private final ImageFolder heldOut;

  /**
   * Reads the photos.
   *
   * @param reader decodes a picture file
   */
  public PhotoTraining(Request request, ImageFolder.Reader reader, TrainingListener listener)
      throws IOException {
    this.request = request;
    this.listener = listener;
    var last = ImageFolder.files(request.data().getLast());
    var aside =
        new HashSet<>(last.subList(Math.max(0, last.size() - request.heldOut()), last.size()));
    int smallest = request.recipe().crop();
    photos = ImageFolder.read(request.data(), smallest, file -> !aside.contains(file), reader);
    heldOut = ImageFolder.read(List.of(request.data().getLast()), 176, aside::contains, reader);
    listener.note(
        "%d photos to learn from (%s), %d kept aside"
            .formatted(photos.size(), photos.hash(), heldOut.size()));
  }

  /** All stages, to {@code photo.safetensors}. */
  public void run() throws IOException {
    Torch.threads(request.threads());
    Files.createDirectories(request.out());
    try (var parameters = new Parameters(request.seed(), request.device())) {
      warmUp(parameters);
    }
  }

  private void warmUp(Parameters parameters) throws IOException {
    var objective = new NoisyAutoencoding(request.recipe(), parameters, photos, heldOut);
    listener.note("%,d parameters".formatted(parameters.size()));
    var plan =
        new TrainingPlan(
            "warmup",
            new TrainingPlan.Minutes(request.minutes()),
            request.recipe().batch(),
            request.seed(),
            new Schedule(
                request.recipe().warmUp().learningRate(), 0.02, 0.5, 0.05, Schedule.Fall.COSINE),
            new AdamW.Settings(0.9, 0.98, 1e-8, 1e-4),
            1.0,
            100,
            1000,
            0.995,
            120,
            600);
    try (var trainer = new Trainer(plan, parameters, objective, request.out(), listener)) {
      trainer.run();
      trainer.average().all().forEach((name, tensor) -> parameters.get(name).copyFrom(tensor));
    }
    save(parameters, request.out().resolve("photo-warmup.safetensors"));
  }

  private void save(Parameters parameters, Path file) throws IOException {
    var tensors = new LinkedHashMap<String, WeightTensor>();
    parameters
        .all()
        .forEach(
            (name, tensor) ->
                tensors.put(
                    name,
                    WeightTensor.of(WeightTensor.Type.F16, tensor.toFloats(), tensor.shape())));
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("encoder", request.recipe().encoder());
    metadata.put("decoder", request.recipe().decoder());
    metadata.put("stride", Integer.toString(request.recipe().stride()));
    metadata.put("channels", Integer.toString(request.recipe().channels()));
    metadata.put("photos", Integer.toString(photos.size()));
    metadata.put("data", photos.hash());
    metadata.put("minutes", Double.toString(request.minutes()));
    metadata.put("seed", Long.toString(request.seed()));
    metadata.put("command", request.command());
    new Safetensors(tensors, metadata).write(file);
    listener.note("written: " + file);
  }
}
