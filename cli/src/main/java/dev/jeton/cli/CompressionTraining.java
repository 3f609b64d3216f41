package dev.jeton.cli;

import dev.jeton.beds.ByteNetworkTraining;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.compress.ByteModel;
import dev.jeton.text.compress.ByteModels;
import dev.jeton.text.compress.EqualInfoWindows;
import dev.jeton.text.compress.ModelFile;
import dev.jeton.text.compress.NeuralFile;
import dev.jeton.text.compress.NeuralModel;
import dev.jeton.text.compress.OrderModel;
import dev.jeton.text.compress.WindowDictionary;
import dev.jeton.text.compress.WindowFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code jeton text train} learns for compression. */
final class CompressionTraining {
  private static final int WINDOW = 16;
  private static final int ORDER = 5;
  private static final int CONTEXT = 8;
  private static final int WIDTH = 16;
  private static final int HIDDEN = 128;
  private static final long STEPS = 4000;
  private static final long SEED = 1;
  private static final long MOST = 1L << 30;

  @Option(
      names = "--window",
      paramLabel = "BITS",
      description = "With equal-info: bits of a window, 8 to 20; there are 2^BITS tokens (16).")
  private @Nullable Integer window;

  @Option(
      names = "--order",
      paramLabel = "N",
      description =
          "With equal-info and byte-model: so many bytes say what the next one is, 0 to 6 (5).")
  private @Nullable Integer order;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "With equal-info: the byte-model or neural-model that the windows follow, instead of"
              + " texts.")
  private @Nullable Path model;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "With neural-model: updates (4000); it needs libtorch to learn, not to run.")
  private @Nullable Integer steps;

  /** Checks the options. */
  void check(TextTrain.Kind kind, Subcommand command) {
    boolean windows = kind == TextTrain.Kind.EQUAL_INFO;
    if (window != null && !windows) {
      throw command.usage("expected --window with --kind equal-info, found it with " + kind);
    }
    if (order != null && !windows && kind != TextTrain.Kind.BYTE_MODEL) {
      throw command.usage(
          "expected --order with --kind equal-info or byte-model, found it with " + kind);
    }
    if (model != null && (!windows || order != null)) {
      throw command.usage("expected --model with --kind equal-info and without --order");
    }
    if (steps != null && (kind != TextTrain.Kind.NEURAL_MODEL || steps < 1)) {
      throw command.usage("expected --steps of at least 1 with --kind neural-model");
    }
    if (bits() < EqualInfoWindows.FEWEST_BITS || bits() > WindowDictionary.MOST_BITS) {
      throw command.usage("--window is 8 to 20, found " + bits());
    }
    if (order() < 0 || order() > OrderModel.LONGEST) {
      throw command.usage("--order is 0 to %d, found %d".formatted(OrderModel.LONGEST, order()));
    }
  }

  /** Whether a file leads and no texts are read. */
  boolean led() {
    return model != null;
  }

  /** The file that is learnt from {@code inputs}, each of them a text of its own. */
  byte[] file(TextTrain.Kind kind, List<Inputs> inputs, PrintWriter progress) throws IOException {
    if (model != null) {
      return windows(ByteModels.read(Files.readAllBytes(model)));
    }
    var texts = texts(inputs);
    return switch (kind) {
      case BYTE_MODEL -> ModelFile.bytes(OrderModel.learn(texts, order()));
      case NEURAL_MODEL -> NeuralFile.bytes(network(texts, progress));
      default -> windows(OrderModel.learn(texts, order()));
    };
  }

  private byte[] windows(ByteModel led) {
    return WindowFile.bytes(WindowDictionary.of(new EqualInfoWindows(led, bits())));
  }

  private NeuralModel network(List<byte[]> texts, PrintWriter progress) throws IOException {
    long updates = steps == null ? STEPS : steps;
    return new ByteNetworkTraining(texts, CONTEXT, WIDTH, HIDDEN, updates, SEED)
        .run(new TrainingLines(progress));
  }

  private static List<byte[]> texts(List<Inputs> inputs) throws IOException {
    var texts = new ArrayList<byte[]>();
    long bytes = 0;
    for (var input : inputs) {
      byte[] text = TextInputs.bytes(input);
      bytes += text.length;
      if (bytes > MOST) {
        throw new TokenizerException(
            "expected texts of at most 1 GiB, found more with " + input.name());
      }
      texts.add(text);
    }
    return texts;
  }

  private int bits() {
    return window == null ? WINDOW : window;
  }

  private int order() {
    return order == null ? ORDER : order;
  }
}
