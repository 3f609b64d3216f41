package dev.jeton.beds;

import dev.jeton.core.ModelFiles;
import dev.jeton.core.Spec;
import dev.jeton.learn.Network;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.data.Pictures;
import dev.jeton.torch.Device;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightFileException;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * A small residual network that names what a picture shows: the measure, feature teacher and
 * perceptual eye of recipes. Stages of a {@link Network}, mean over places, one linear map. Its
 * parameters do not learn, but gradients flow through it to the pictures.
 */
public final class Classifier implements AutoCloseable {
  private static final String FORMAT = "jeton-classifier-1";
  private static final int BATCH = 250;

  /**
   * How one is trained.
   *
   * @param stages {@code seq(seq(…),seq(…),…)}, each stage a {@link Network}; the first takes the
   *     picture's channels in 0..1
   * @param dim channels that the last stage gives
   * @param passes how often the training sees each picture
   * @param batch pictures per step
   * @param rate peak of the learning rate
   * @param shift pixels by which pictures are moved at most; they are mirrored too
   * @param smoothing share of the target that is spread over all classes
   */
  public record Settings(
      String stages,
      int dim,
      int passes,
      int batch,
      double rate,
      int shift,
      double smoothing,
      long seed) {

    /** What {@code bed-classifier} was trained with. */
    public static Settings standard(long seed) {
      return new Settings(
          "seq(seq(affine(4,-2),unshuffle(2),conv(12,64,3),silu),"
              + "seq(res(64,48,norm=none),silu),"
              + "seq(down(64,128),silu,res(128,96,norm=none),silu),"
              + "seq(down(128,128),silu,res(128,norm=none),silu))",
          128,
          18,
          32,
          2e-3,
          2,
          0.1,
          seed);
    }

    /** The same for more or less time. */
    public Settings withPasses(int passes) {
      return new Settings(stages, dim, passes, batch, rate, shift, smoothing, seed);
    }
  }

  private final Parameters parameters;
  private final List<Network> stages;
  private final int dim;
  private final SequencedMap<String, String> metadata;

  private Classifier(Parameters parameters, SequencedMap<String, String> metadata) {
    this.parameters = parameters;
    this.metadata = metadata;
    stages = stages(metadata.getOrDefault("stages", ""), parameters);
    dim = (int) parameters.get("head.weight").size(1);
  }

  static List<Network> stages(String spec, Parameters parameters) {
    var stages = new ArrayList<Network>();
    for (var stage : Spec.parse(spec).arguments()) {
      stages.add(Network.of(stage, parameters, "stage." + stages.size() + "."));
    }
    return stages;
  }

  /**
   * Trains one.
   *
   * @param folder for checkpoints and the curve; the same call with it goes on after an
   *     interruption
   * @param command how to make it again, for the record
   */
  public static Classifier train(
      Pictures pictures, Settings settings, Path folder, String command, TrainingListener listener)
      throws IOException {
    var parameters = new ClassifierTraining(pictures, settings).run(folder, listener);
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("format", FORMAT);
    metadata.put("stages", settings.stages());
    metadata.put("classes", String.join(",", pictures.classes()));
    metadata.put("pictures", Integer.toString(pictures.size()));
    metadata.put("data", pictures.hash());
    metadata.put("settings", settings.toString());
    metadata.put("seed", Long.toString(settings.seed()));
    metadata.put("command", command);
    return new Classifier(parameters, metadata);
  }

  /** The one that ships: CIFAR-10's ten classes, RGB pictures of 32×32 pixels. */
  public static Classifier shipped() throws IOException {
    var name = "bed-classifier.safetensors";
    return of(Safetensors.parse(ModelFiles.SHIPPED.read(name), name), name);
  }

  /**
   * Reads one from a file.
   *
   * @throws IOException where the file is none of a classifier
   */
  public static Classifier read(Path file) throws IOException {
    return of(Safetensors.read(file), file.toString());
  }

  private static Classifier of(Safetensors file, String name) throws IOException {
    var format = file.metadata().getOrDefault("format", "none");
    if (!format.equals(FORMAT)) {
      throw new WeightFileException(name, "expected format %s, found %s".formatted(FORMAT, format));
    }
    var parameters = new Parameters(0, Device.CPU);
    try {
      file.tensors().forEach((key, t) -> parameters.add(key, t.floats(), t.shape()));
      long stored = parameters.size();
      parameters.learn("", false);
      var classifier = new Classifier(parameters, file.metadata());
      if (parameters.size() == stored) {
        return classifier;
      }
      throw new IllegalArgumentException(
          "its stages need %d numbers, found %d".formatted(parameters.size(), stored));
    } catch (IllegalArgumentException e) {
      parameters.close();
      throw new WeightFileException(name, String.valueOf(e.getMessage()));
    }
  }

  /** Writes it: float16, with everything that tells how it was made. */
  public void write(Path file) throws IOException {
    var tensors = new LinkedHashMap<String, WeightTensor>();
    parameters
        .all()
        .forEach(
            (name, t) ->
                tensors.put(name, WeightTensor.of(WeightTensor.Type.F16, t.toFloats(), t.shape())));
    new Safetensors(tensors, metadata).write(file);
  }

  /** What is known of its making: {@code stages}, {@code classes}, {@code data}, … */
  public SequencedMap<String, String> metadata() {
    return metadata;
  }

  /** The names of its classes, by label. */
  public List<String> classes() {
    return List.of(metadata.getOrDefault("classes", "").split(",", -1));
  }

  /** Numbers per feature vector. */
  public int dim() {
    return dim;
  }

  /**
   * What each stage gives, coarser and coarser, for a perceptual loss.
   *
   * @param x {@code [n, channels, height, width]} in 0..1, sides multiples of 8 for the shipped one
   * @return per stage {@code [n, channels, h, w]}
   */
  public List<Tensor> maps(Tensor x) {
    return maps(stages, x);
  }

  static List<Tensor> maps(List<Network> stages, Tensor x) {
    var maps = new ArrayList<Tensor>();
    for (var stage : stages) {
      maps.add(stage.forward(maps.isEmpty() ? x : maps.getLast()));
    }
    return maps;
  }

  /** Means over places of the last stage: {@code [n, dim]}. */
  public Tensor features(Tensor x) {
    return pooled(maps(x).getLast());
  }

  /** Logarithms of the odds of the classes, up to a constant: {@code [n, classes]}. */
  public Tensor logits(Tensor x) {
    return logits(parameters, features(x));
  }

  /** The same from {@link #features}. */
  public Tensor logitsOf(Tensor features) {
    return logits(parameters, features);
  }

  static Tensor pooled(Tensor map) {
    return map.mean(2, 3).reshape(map.size(0), map.size(1));
  }

  static Tensor logits(Parameters parameters, Tensor features) {
    return NetOps.linear(features, parameters.get("head.weight"), parameters.get("head.bias"));
  }

  /** The share of pictures whose class has the largest logit. */
  public double accuracy(Pictures pictures) {
    long right = 0;
    for (int from = 0; from < pictures.size(); from += BATCH) {
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var indices = IntStream.range(from, Math.min(from + BATCH, pictures.size())).toArray();
        var found = IndexOps.argmax(logits(pictures.batch(indices)), 1);
        right += (long) IndexOps.same(found, pictures.labels(indices)).floats().sum().item();
      }
    }
    return (double) right / pictures.size();
  }

  @Override
  public void close() {
    parameters.close();
  }
}
