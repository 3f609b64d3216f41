package dev.jeton.learn;

import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Schedule;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Torch;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Trains the codec {@code photo} in three stages: {@code warmup} (noise in place of codes), {@code
 * joint} (encoder, codes and decoder), {@code decoder} (the decoder alone). Each goes on from its
 * last checkpoint in the output folder, so the same call after an interruption ends as it would
 * have.
 */
public final class PhotoTraining {
  /**
   * Only what is beyond repair is left out. Single crops on which a part of the encoder that is
   * seldom used explodes (loss 9,000, gradient 3e6) must stay in: their clipped gradient is what
   * mends that part, and a run that leaves them out meets more and more of them.
   */
  private static final double LOSS_BOUND = 1e7;

  private static final double GRAD_BOUND = 1e12;
  private static final AdamW.Settings OPTIMIZER = new AdamW.Settings(0.9, 0.98, 1e-8, 1e-4, true);

  /**
   * What a run is asked for.
   *
   * @param data folders of photos; the last {@code heldOut} files of the last folder, in order of
   *     their paths, are kept aside for evaluation
   * @param out folder for checkpoints, curves and {@code photo.safetensors}
   * @param minutes for all stages together
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
  private final PhotoRecipe recipe;
  private final TrainingListener listener;
  private final ImageFolder photos;
  private final ImageFolder heldOut;

  /** Reads the photos. */
  public PhotoTraining(Request request, TrainingListener listener) throws IOException {
    this.request = request;
    this.recipe = request.recipe();
    this.listener = listener;
    var last = ImageFolder.files(request.data().getLast());
    var aside =
        new HashSet<>(last.subList(Math.max(0, last.size() - request.heldOut()), last.size()));
    photos = ImageFolder.read(request.data(), recipe.crop(), file -> !aside.contains(file));
    heldOut = ImageFolder.read(List.of(request.data().getLast()), 176, aside::contains);
    listener.note(
        "%d photos to learn from (%s), %d kept aside"
            .formatted(photos.size(), photos.hash(), heldOut.size()));
  }

  /** All stages, to {@code photo.safetensors}. */
  public void run() throws IOException {
    Torch.threads(request.threads());
    Files.createDirectories(request.out());
    try (var parameters = new Parameters(request.seed(), request.device())) {
      var warmUp = new NoisyAutoencoding(recipe, parameters, photos, heldOut);
      listener.note("%,d parameters".formatted(parameters.size()));
      var w = recipe.warmUp();
      train("warmup", w.share(), w.learningRate(), 0.5, 600, parameters, warmUp);
      var codes = firstCodes(parameters);
      double joint = recipe.coding().joint();
      train(
          "joint",
          joint,
          recipe.coding().jointRate(),
          0.3,
          600,
          parameters,
          coded(parameters, codes, true));
      save(parameters, codes);
      double rest = Math.max(0, 1 - w.share() - joint);
      train(
          "decoder",
          rest,
          recipe.coding().decoderRate(),
          0.3,
          600,
          parameters,
          coded(parameters, codes, false));
      save(parameters, codes);
    }
  }

  private Objective coded(Parameters parameters, LearntPyramid codes, boolean joint) {
    return new CodedAutoencoding(recipe, parameters, codes, photos, heldOut, joint);
  }

  /** Runs a stage and leaves the averaged weights in {@code parameters}. */
  private void train(
      String stage,
      double share,
      double rate,
      double hold,
      double evaluateSeconds,
      Parameters parameters,
      Objective objective)
      throws IOException {
    if (share <= 0) {
      return;
    }
    var plan =
        new TrainingPlan(
            stage,
            new TrainingPlan.Minutes(request.minutes() * share),
            recipe.batch(),
            request.seed() + stage.hashCode(),
            new Schedule(rate, 0.01, hold, 0.05, Schedule.Fall.COSINE),
            OPTIMIZER,
            1.0,
            LOSS_BOUND,
            GRAD_BOUND,
            0.995,
            120,
            evaluateSeconds);
    try (var trainer = new Trainer(plan, parameters, objective, request.out(), listener)) {
      trainer.run();
      trainer.average().all().forEach((name, tensor) -> parameters.get(name).copyFrom(tensor));
    }
  }

  /** Codes by k-means on the latents of whole photos, or those that an earlier run made. */
  private LearntPyramid firstCodes(Parameters parameters) throws IOException {
    var file = request.out().resolve("codes.safetensors");
    var encoder = fingerprint(parameters);
    if (Files.exists(file)) {
      var stored = Safetensors.read(file);
      if (!encoder.equals(stored.metadata().get("encoder"))) {
        throw new IOException(
            file
                + ": made for another encoder than the warm-up in this folder ends with;"
                + " remove codes.safetensors, joint-* and decoder-* to make them again");
      }
      var state = new LinkedHashMap<String, float[]>();
      stored.tensors().forEach((name, t) -> state.put(name, t.floats()));
      var codes = new LearntPyramid(recipe.codes());
      codes.restore(state);
      return codes;
    }
    var model = PhotoModel.of(recipe, parameters);
    var latents = new ArrayList<PyramidStart.Grid>();
    int count = Math.min(photos.size(), recipe.coding().photos());
    for (int i = 0; i < count; i++) {
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var photo = photos.photo((int) ((long) i * photos.size() / count));
        latents.add(PyramidStart.Grid.of(model.encode(model.pad(photo.to(request.device())))));
      }
    }
    double side = recipe.crop() / (double) recipe.stride();
    var start =
        new PyramidStart(
            recipe.codes(),
            recipe.coding().eagerness(),
            recipe.batch() * side * side,
            request.seed());
    var codes = start.fit(latents, listener::note);
    var tensors = new LinkedHashMap<String, WeightTensor>();
    codes
        .state()
        .forEach(
            (name, values) ->
                tensors.put(name, WeightTensor.of(WeightTensor.Type.F32, values, values.length)));
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("encoder", encoder);
    new Safetensors(tensors, metadata).write(file);
    return codes;
  }

  private static String fingerprint(Parameters parameters) {
    long print = 0;
    for (var name : parameters.all().keySet()) {
      if (name.startsWith("encoder.")) {
        print = 31 * print + Arrays.hashCode(parameters.get(name).toFloats());
      }
    }
    return Long.toHexString(print);
  }

  /** Writes what ships: weights and codes as F16, what else is needed as metadata. */
  private void save(Parameters parameters, LearntPyramid codes) throws IOException {
    var half = WeightTensor.Type.F16;
    var tensors = new LinkedHashMap<String, WeightTensor>();
    parameters
        .all()
        .forEach((name, t) -> tensors.put(name, WeightTensor.of(half, t.toFloats(), t.shape())));
    var shape = codes.shape();
    var prices = new ArrayList<String>();
    for (int i = 0; i < shape.levels(); i++) {
      var level = codes.level(i);
      tensors.put(
          "level." + i + ".codes", WeightTensor.of(half, level.codes(), shape.size(), shape.dim()));
      tensors.put("level." + i + ".bits", WeightTensor.of(half, level.bits(), shape.size()));
      prices.add(Float.toString((float) level.price()));
    }
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("format", "jeton-photo-1");
    metadata.put("encoder", recipe.encoder());
    metadata.put("decoder", recipe.decoder());
    metadata.put("stride", Integer.toString(recipe.stride()));
    metadata.put(
        "scales", shape.scales().stream().map(String::valueOf).collect(Collectors.joining(",")));
    metadata.put("spread", shape.smooth() ? "interpolated" : "repeated");
    metadata.put("prices", String.join(",", prices));
    metadata.put("photos", Integer.toString(photos.size()));
    metadata.put("data", photos.hash());
    metadata.put("minutes", Double.toString(request.minutes()));
    metadata.put("seed", Long.toString(request.seed()));
    metadata.put("command", request.command());
    var file = request.out().resolve("photo.safetensors");
    new Safetensors(tensors, metadata).write(file);
    listener.note("written: " + file);
  }
}
