package dev.jeton.beds;

import dev.jeton.core.WholeFile;
import dev.jeton.learn.Trainer;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.TrainingPlan;
import dev.jeton.learn.language.Documents;
import dev.jeton.learn.language.HeldOutTexts;
import dev.jeton.learn.language.LanguageModel;
import dev.jeton.learn.language.LanguageModelFile;
import dev.jeton.learn.language.LanguageModelling;
import dev.jeton.learn.language.LanguageShape;
import dev.jeton.learn.language.SpecialIds;
import dev.jeton.learn.language.TextBatches;
import dev.jeton.learn.language.TokenizedTexts;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.train.BpeTrainer;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Muon;
import dev.jeton.torch.Optimizer;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Schedule;
import dev.jeton.torch.Scope;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * From texts to the GGUF file of a language model: a byte-level BPE tokenizer is learnt, a
 * transformer learns to foresee its ids, also with the middle of texts last; its moving average is
 * stored. Goes on where it was interrupted.
 *
 * @param kinds of texts, which have equal shares
 * @param sizes of the model
 * @param length when it ends
 * @param optimizer which one, and how fast it learns
 * @param rows per step, of the context's length
 * @param folder for the tokenizer, held-out texts, checkpoints, the curve and the result
 * @param command for the record
 */
public record LanguageModelTraining(
    List<Documents> kinds,
    LanguageShape sizes,
    TrainingPlan.Length length,
    Learning optimizer,
    double rate,
    int rows,
    long seed,
    Device device,
    Path folder,
    String command) {
  private static final String NAME = "lm";
  private static final double MIDDLE_SHARE = 0.5;

  /** One text in so many is held out. */
  private static final int HELD_OUT_PART = 100;

  /** Windows of each kind that tell the progress. */
  private static final int WINDOWS = 32;

  /** How parameters change. */
  public enum Learning {
    /** AdamW alone. */
    ADAMW,

    /** Muon for the matrices of blocks. */
    MUON;

    private Optimizer.Settings settings() {
      var adam = new AdamW.Settings(0.9, 0.98, 1e-10, 0.05, false);
      return this == ADAMW ? adam : new Muon.Settings(0.95, adam, LanguageModel::isBlockMatrix);
    }
  }

  /** Trains, and gives the file of the model. */
  public Path run(TrainingListener listener) throws IOException {
    Files.createDirectories(folder);
    var heldOut = new ArrayList<Documents>();
    var train = new ArrayList<Documents>();
    for (var kind : kinds) {
      var aside = kind.heldOut(HELD_OUT_PART);
      heldOut.add(aside);
      train.add(kind.without(aside));
      WholeFile.write(folder.resolve("heldout-" + kind.name() + ".txt"), aside.joined());
    }
    var tokenizer = tokenizer(train, listener);
    var batches = batches(train, tokenizer, listener);
    var windows = new LinkedHashMap<String, HeldOutTexts>();
    for (var texts : heldOut) {
      windows.put(texts.name(), HeldOutTexts.of(tokenizer, texts, sizes.context(), WINDOWS));
    }
    try (var parameters = new Parameters(seed, device)) {
      LanguageModel model;
      try (var scope = new Scope()) {
        model = new LanguageModel(sizes, parameters);
      }
      listener.note("%s: %,d parameters".formatted(sizes, parameters.size()));
      var objective = new LanguageModelling(model, batches, rows, windows);
      try (var trainer = new Trainer(plan(), parameters, objective, folder, listener)) {
        trainer.run();
        return write(trainer.average(), tokenizer, notes(trainer));
      }
    }
  }

  /** The one in the folder, or one learnt from the texts. */
  private Tokenizer tokenizer(List<Documents> train, TrainingListener listener) throws IOException {
    var file = folder.resolve("tokenizer.json");
    if (!Files.exists(file)) {
      var trainer =
          new BpeTrainer(
              new BpeTrainer.Settings(
                  BpeTrainer.Alphabet.BYTES,
                  sizes.vocabulary(),
                  2,
                  Integer.MAX_VALUE,
                  SpecialIds.NAMES));
      train.forEach(texts -> texts.all().forEach(t -> trainer.add(Utf8.decode(t.utf8()))));
      WholeFile.write(file, trainer.tokenizerJson());
      listener.note("learnt " + file);
    }
    var tokenizer = Tokenizer.open(file);
    if (tokenizer.size() != sizes.vocabulary()) {
      throw new IOException(
          "%s: expected %d tokens, found %d; more texts or a smaller vocabulary are needed"
              .formatted(file, sizes.vocabulary(), tokenizer.size()));
    }
    return tokenizer;
  }

  private TextBatches batches(
      List<Documents> train, Tokenizer tokenizer, TrainingListener listener) {
    var tokenized = new ArrayList<TokenizedTexts>();
    for (var texts : train) {
      var ids = TokenizedTexts.of(tokenizer, texts);
      tokenized.add(ids);
      listener.note(
          "%s: %,d texts, %,d bytes, %,d tokens"
              .formatted(texts.name(), texts.all().size(), texts.bytes(), ids.ids().length));
    }
    return new TextBatches(tokenized, tokenizer, MIDDLE_SHARE, sizes.context() + 1);
  }

  /** Checkpoints of another model or other data have another name. */
  private TrainingPlan plan() {
    var identity =
        List.of(sizes, kinds.stream().map(Documents::hash).toList(), optimizer, rate, rows, seed);
    return new TrainingPlan(
        NAME + "-" + Integer.toHexString(identity.toString().hashCode()),
        length,
        rows * sizes.context(),
        seed,
        new Schedule(rate, 0.01, 0.4, 0.0, Schedule.Fall.LINEAR),
        optimizer.settings(),
        1.0,
        100,
        1e6,
        0.98,
        240,
        720);
  }

  private SequencedMap<String, String> notes(Trainer trainer) {
    var notes = new LinkedHashMap<String, String>();
    notes.put("general.name", folder.getFileName().toString());
    notes.put("jeton.command", command);
    kinds.forEach(kind -> notes.put("jeton.data." + kind.name(), kind.hash()));
    notes.put("jeton.steps", String.valueOf(trainer.steps()));
    notes.put("jeton.minutes", String.format(Locale.ROOT, "%.1f", trainer.seconds() / 60));
    return notes;
  }

  private Path write(Parameters learnt, Tokenizer tokenizer, SequencedMap<String, String> notes)
      throws IOException {
    var file = folder.resolve(NAME + ".gguf");
    LanguageModelFile.of(sizes, learnt, tokenizer, TensorType.Q8_0, notes).write(file);
    return file;
  }
}
