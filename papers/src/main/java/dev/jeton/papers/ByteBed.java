package dev.jeton.papers;

import dev.jeton.beds.ShortTraining;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.language.Documents;
import dev.jeton.learn.language.LanguageModel;
import dev.jeton.learn.language.LanguageModelFile;
import dev.jeton.learn.language.LanguageModelling;
import dev.jeton.learn.language.SpecialIds;
import dev.jeton.learn.language.TextBatches;
import dev.jeton.learn.language.TokenizedTexts;
import dev.jeton.llm.Model;
import dev.jeton.llm.Precision;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.train.BpeTrainer;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Muon;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small models of Java that fill gaps, one for each size of the vocabulary; the same for all seeds
 * of the row, which draw cuts and texts.
 *
 * @param scale of the row
 */
record ByteBed(Workbench bench, ByteScale scale, TrainingListener listener) {
  private static final double MIDDLE_SHARE = 0.5;
  private static final double RATE = 4e-3;
  private static final long SEED = 1;

  private static final Workbench.Format<byte[]> BYTES =
      new Workbench.Format<>() {
        @Override
        public void write(byte[] value, Path file) throws IOException {
          Files.write(file, value);
        }

        @Override
        public byte[] read(Path file) throws IOException {
          return Files.readAllBytes(file);
        }
      };

  /** The model with so many tokens, trained once. */
  Model model(int vocabulary) throws IOException {
    var name = "row 26, bpe-" + vocabulary;
    var key =
        "%s, seed %d, %s, rate %s, JDK %s"
            .formatted(name, SEED, scale.training(), RATE, Runtime.version());
    byte[] file = bench.cached(key, BYTES, () -> train(vocabulary));
    return Model.open(file, name, Precision.FLOATS);
  }

  private byte[] train(int vocabulary) throws IOException {
    var folder = Files.createTempDirectory("jeton-row-26");
    try {
      var texts = JavaSources.train();
      var tokenizer = tokenizer(texts, vocabulary, folder.resolve("tokenizer.json"));
      var file = folder.resolve("model.gguf");
      train(texts, tokenizer, file);
      return Files.readAllBytes(file);
    } finally {
      for (var name : List.of("tokenizer.json", "model.gguf", "")) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  private static Tokenizer tokenizer(Documents texts, int vocabulary, Path file)
      throws IOException {
    var trainer =
        new BpeTrainer(
            new BpeTrainer.Settings(
                BpeTrainer.Alphabet.BYTES, vocabulary, 2, Integer.MAX_VALUE, SpecialIds.NAMES));
    texts.all().forEach(text -> trainer.add(Utf8.decode(text.utf8())));
    Files.write(file, trainer.tokenizerJson());
    return Tokenizer.open(file);
  }

  private void train(Documents texts, Tokenizer tokenizer, Path file) throws IOException {
    var shape = scale.shape(tokenizer.size());
    var ids = TokenizedTexts.of(tokenizer, texts);
    var batches = new TextBatches(List.of(ids), tokenizer, MIDDLE_SHARE, scale.context() + 1);
    try (var parameters = new Parameters(SEED, Device.CPU)) {
      LanguageModel model;
      try (var scope = new Scope()) {
        model = new LanguageModel(shape, parameters);
      }
      var objective = new LanguageModelling(model, batches, scale.rows(), new LinkedHashMap<>());
      var adam = new AdamW.Settings(0.9, 0.98, 1e-10, 0.05, false);
      new ShortTraining(
              "bpe-" + tokenizer.size(), scale.steps(), scale.rows() * scale.context(), RATE, SEED)
          .run(
              parameters,
              objective,
              new Muon.Settings(0.95, adam, LanguageModel::isBlockMatrix),
              listener);
      LanguageModelFile.of(shape, parameters, tokenizer, TensorType.F32, Map.of()).write(file);
    }
  }
}
