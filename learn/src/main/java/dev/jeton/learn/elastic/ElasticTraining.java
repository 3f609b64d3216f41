package dev.jeton.learn.elastic;

import dev.jeton.learn.ImageFolder;
import dev.jeton.learn.Losses;
import dev.jeton.learn.NestedDropout;
import dev.jeton.learn.Objective;
import dev.jeton.learn.Trainer;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.TrainingPlan;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Schedule;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import dev.jeton.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Trains a codec of the family {@code elastic}: encoder, codebook and decoder together, on pixels,
 * with nested dropout. Goes on from its last checkpoint in the output folder.
 */
public final class ElasticTraining {
  private static final AdamW.Settings OPTIMIZER = new AdamW.Settings(0.9, 0.99, 1e-8, 1e-4, true);
  private static final int EVALUATED = 128;
  private static final int EVALUATED_AT_ONCE = 32;

  /** Values of photos vary by about this much around their mean. */
  private static final double VARIANCE = 0.06;

  /**
   * What a run is asked for.
   *
   * @param data folders of photos; the last {@code heldOut} files of the last folder, in order of
   *     their paths, are kept aside for evaluation
   * @param out folder for checkpoints, the curve and {@code elastic.safetensors}
   * @param codes in the one codebook, such as 4096
   * @param least crops come from photos made smaller to between this and 1 of their size, or to
   *     what the crop needs
   * @param batch crops per step
   * @param rate peak learning rate
   * @param threads of libtorch
   * @param command for the record
   */
  public record Request(
      List<Path> data,
      Path out,
      double minutes,
      long seed,
      int heldOut,
      ElasticShape shape,
      int codes,
      NestedDropout dropout,
      double least,
      int batch,
      double rate,
      int threads,
      Device device,
      String command) {}

  private final Request request;
  private final TrainingListener listener;
  private final ImageFolder photos;
  private final ImageFolder heldOut;

  /** Reads the photos. */
  public ElasticTraining(Request request, TrainingListener listener) throws IOException {
    this.request = request;
    this.listener = listener;
    int side = request.shape().side();
    var last = ImageFolder.files(request.data().getLast());
    var aside =
        new HashSet<>(last.subList(Math.max(0, last.size() - request.heldOut()), last.size()));
    photos = ImageFolder.read(request.data(), side, file -> !aside.contains(file));
    heldOut = ImageFolder.read(List.of(request.data().getLast()), side, aside::contains);
    listener.note(
        "%d photos to learn from (%s), %d kept aside"
            .formatted(photos.size(), photos.hash(), heldOut.size()));
  }

  /** Trains to the end and writes {@code elastic.safetensors}. */
  public void run() throws IOException {
    Torch.threads(request.threads());
    try (var parameters = new Parameters(request.seed(), request.device())) {
      LatentCodec codec;
      try (var scope = new Scope()) {
        codec = codec(parameters);
      }
      listener.note("%d parameters".formatted(parameters.size()));
      var plan =
          new TrainingPlan(
              "elastic",
              new TrainingPlan.Minutes(request.minutes()),
              request.batch(),
              request.seed(),
              new Schedule(request.rate(), 0.02, 0.5, 0.02, Schedule.Fall.COSINE),
              OPTIMIZER,
              1.0,
              1e6,
              1e9,
              0.998,
              120,
              600);
      try (var trainer = new Trainer(plan, parameters, objective(codec), request.out(), listener)) {
        trainer.run();
        trainer.average().all().forEach((name, t) -> parameters.get(name).copyFrom(t));
        save(parameters, codec, trainer.steps());
      }
    }
  }

  private LatentCodec codec(Parameters parameters) {
    var learning = CodeLearning.averages().cosine().restart(0.1);
    var quantizer =
        new LearntNearestCode(
            request.shape().dim(),
            request.codes(),
            learning,
            parameters,
            "quantizer.",
            request.seed());
    return LatentCodec.of(request.shape(), quantizer, parameters);
  }

  private Tensor crops(ImageFolder from, long seed, long step, int count) {
    return from.crops(seed, step, count, request.shape().side(), request.least(), 1);
  }

  private Objective objective(LatentCodec codec) {
    var learning =
        new ElasticAutoencoding(
            codec,
            request.dropout(),
            (seed, step, count) -> crops(photos, seed, step, count),
            request.batch(),
            VARIANCE,
            request.device());
    return new Objective() {
      @Override
      public Loss loss(Step step) {
        return learning.loss(step);
      }

      @Override
      public void changed(Step step) {
        learning.changed(step);
      }

      @Override
      public SequencedMap<String, Double> evaluate(Parameters averaged) {
        try (var scope = new Scope()) {
          return quality(
              LatentCodec.of(request.shape(), codec.quantizer(), averaged), averaged.device());
        }
      }

      @Override
      public SequencedMap<String, float[]> state() {
        return learning.state();
      }

      @Override
      public void restore(Map<String, float[]> state) {
        learning.restore(state);
      }
    };
  }

  /** PSNR of crops of the photos kept aside, from the first 1, 2, 4, … and all tokens. */
  private SequencedMap<String, Double> quality(LatentCodec codec, Device device) {
    var found = new LinkedHashMap<String, Double>();
    var used = new HashSet<Integer>();
    int batches = EVALUATED / EVALUATED_AT_ONCE;
    for (int batch = 0; batch < batches; batch++) {
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var x = crops(heldOut, 0, batch, EVALUATED_AT_ONCE).to(device);
        var coded = Coded.of(codec, x);
        Arrays.stream(coded.ids()).forEach(used::add);
        for (int k : lengths()) {
          double psnr = psnr(x, codec, coded.decoded().to(device), k);
          found.merge("psnr@" + k, psnr / batches, Double::sum);
        }
      }
    }
    found.put("used", (double) used.size());
    return found;
  }

  private double psnr(Tensor x, LatentCodec codec, Tensor decoded, int kept) {
    try (var scope = new Scope()) {
      boolean grid = request.shape().tokens() == ElasticShape.Tokens.GRID;
      int high = grid ? request.shape().grid() : 1;
      int wide = request.shape().count() / high;
      var lengths = Tensor.full(kept, x.size(0)).to(x.device());
      var y = codec.decode(decoded, high, wide, lengths).clamp(0, 1);
      return Losses.squared(x, y).clampMin(1e-10).log().mean().item() * -10 / Math.log(10);
    }
  }

  /** What the frozen quantizer makes of pictures. */
  private record Coded(int[] ids, Tensor decoded) {
    static Coded of(LatentCodec codec, Tensor x) {
      var rows = codec.encode(x);
      var quantizer = codec.quantizer().freeze();
      int n = (int) rows.size(0);
      var ids = new int[n];
      var vectors = new float[n * quantizer.dim()];
      quantizer.encode(rows.toFloats(), n, ids);
      quantizer.decode(ids, n, vectors);
      return new Coded(ids, Tensor.of(vectors, n, quantizer.dim()));
    }
  }

  private List<Integer> lengths() {
    var lengths = new ArrayList<Integer>();
    if (request.shape().tokens() != ElasticShape.Tokens.GRID) {
      for (int k = 1; k < request.shape().count(); k *= 2) {
        lengths.add(k);
      }
    }
    lengths.add(request.shape().count());
    return lengths;
  }

  private void save(Parameters parameters, LatentCodec codec, long steps) throws IOException {
    var file = request.out().resolve("elastic.safetensors");
    var notes = new LinkedHashMap<String, String>();
    notes.put("photos", Integer.toString(photos.size()));
    notes.put("data", photos.hash());
    notes.put("minutes", Double.toString(request.minutes()));
    notes.put("steps", Long.toString(steps));
    notes.put("seed", Long.toString(request.seed()));
    notes.put("command", request.command());
    ElasticFile.write(file, request.shape(), parameters, codec.quantizer().freeze(), notes);
    listener.note("written: " + file);
  }
}
