package dev.jeton.beds;

import dev.jeton.core.Codec;
import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Signal;
import dev.jeton.learn.CodeStart;
import dev.jeton.learn.FrozenTokenModel;
import dev.jeton.learn.Hiding;
import dev.jeton.learn.TokenSequenceModel;
import dev.jeton.learn.Trainer;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.TrainingPlan;
import dev.jeton.learn.data.Pictures;
import dev.jeton.media.image.ElasticCodec;
import dev.jeton.media.image.ImageGenerator;
import dev.jeton.nets.transformer.TokenShape;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Schedule;
import dev.jeton.torch.Scope;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From labelled pictures and a codec to the file of an {@link ImageGenerator}: the pictures become
 * tokens, a masked or causal model learns them, its moving average is stored. Goes on where it was
 * interrupted.
 *
 * @param codec whose tokens the model will speak
 * @param sizes of the model
 * @param folder for tokens, checkpoints, the curve and the result
 * @param command for the record
 */
public record GeneratorTraining(
    Codec<Signal.Image> codec,
    Pictures pictures,
    boolean mirrored,
    Sizes sizes,
    TrainingPlan.Length length,
    double rate,
    int batch,
    long seed,
    Device device,
    Path folder,
    String command) {
  private static final String NAME = "generator";

  /** Numbers per head of attention. */
  public static final int HEAD = 32;

  private static final AdamW.Settings OPTIMIZER = new AdamW.Settings(0.9, 0.96, 1e-8, 0.03, false);

  /** Pictures kept aside at most, and the part of all where there are few. */
  private static final int HELD_OUT = 1000;

  private static final int HELD_OUT_PART = 20;

  /** How a model reads. */
  public enum Kind {
    /** All places at once; any of them may be open. */
    MASKED,

    /** All places at once; the last are open, for tokens in order of importance. */
    GROWING,

    /** One token after the other. */
    CAUSAL
  }

  /**
   * What may be chosen of the model's sizes.
   *
   * @param kind how it reads
   * @param dim a multiple of {@link #HEAD}
   */
  public record Sizes(Kind kind, int layers, int dim) {

    /** The model for such tokens: a square where they are one, else a line. */
    public TokenShape shape(Layout layout, int classes) {
      var first = layout.extent(0);
      boolean square = layout.levels() == 1 && first.rank() == 2 && first.size(0) == first.size(1);
      return new TokenShape(
          kind == Kind.CAUSAL,
          layout.vocabulary().sizes().stream().mapToInt(size -> size).max().orElseThrow(),
          layout.count(),
          square ? first.size(0) : 0,
          classes,
          true,
          layers,
          dim,
          dim / HEAD,
          Math.ceilDiv(8 * dim / 3, 16) * 16);
    }
  }

  /** Trains, and gives the file of the generator. */
  public Path run(TrainingListener listener) throws IOException {
    Files.createDirectories(folder);
    var stored = new StoredTokens(codec, pictures, mirrored);
    var tokens = stored.at(folder.resolve("tokens.safetensors"), listener::note);
    int aside = Math.min(HELD_OUT, pictures.size() / HELD_OUT_PART) * stored.copies();
    var train = tokens.subset(0, tokens.size() - aside);
    var heldOut = aside == 0 ? null : tokens.subset(tokens.size() - aside, tokens.size());
    var shape = sizes.shape(stored.layout(), pictures.classes().size());
    try (var parameters = new Parameters(seed, device)) {
      TokenSequenceModel model;
      try (var scope = new Scope()) {
        model = new TokenSequenceModel(shape, parameters, start());
      }
      listener.note(
          "%s: %,d parameters, %,d sequences of %d tokens"
              .formatted(shape.spec(), parameters.size(), train.size(), train.length()));
      var objective = new SequenceModelling(model, train, heldOut, batch, hiding());
      try (var trainer = new Trainer(plan(shape), parameters, objective, folder, listener)) {
        trainer.run();
        return write(shape, trainer, heldOut);
      }
    }
  }

  private Hiding hiding() {
    return sizes.kind == Kind.GROWING ? Hiding.LAST : Hiding.ANY;
  }

  /** Ids begin as their codes where the codec has one table of them. */
  private @Nullable CodeStart start() {
    return codec instanceof ElasticCodec elastic ? new CodeStart(elastic.codes()) : null;
  }

  /** Checkpoints of another model or other data have another name. */
  private TrainingPlan plan(TokenShape shape) {
    var identity =
        List.of(
            shape,
            hiding().name(),
            start() != null,
            codec.fingerprint(),
            pictures.hash(),
            mirrored,
            rate,
            batch,
            seed);
    return new TrainingPlan(
        NAME + "-" + Integer.toHexString(identity.toString().hashCode()),
        length,
        batch,
        seed,
        new Schedule(rate, 0.05, 0.5, 0.02, Schedule.Fall.COSINE),
        OPTIMIZER,
        1.0,
        100,
        1e6,
        0.999,
        60,
        120);
  }

  private Path write(TokenShape shape, Trainer trainer, @Nullable TokenSequences heldOut)
      throws IOException {
    var metadata =
        ImageGenerator.metadata(
            shape,
            codec,
            Extent.of(pictures.height(), pictures.width()),
            pictures.classes(),
            sizes.kind == Kind.GROWING);
    metadata.put("command", command);
    metadata.put("data", pictures.hash());
    metadata.put("steps", String.valueOf(trainer.steps()));
    metadata.put("minutes", String.format(Locale.ROOT, "%.1f", trainer.seconds() / 60));
    if (heldOut != null) {
      var averaged = new TokenSequenceModel(shape, trainer.average());
      metadata.put(
          "held_out_bits_per_token",
          String.format(
              Locale.ROOT,
              "%.4f",
              SequenceModelling.bitsPerToken(averaged, heldOut, batch, hiding())));
    }
    var file = folder.resolve(NAME + ".safetensors");
    FrozenTokenModel.of(shape, trainer.average(), WeightTensor.Type.F16).file(metadata).write(file);
    return file;
  }
}
