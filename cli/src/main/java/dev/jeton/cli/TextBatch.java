package dev.jeton.cli;

import java.util.List;

/** A batch over texts: where there are several, each line ends in a tab and the input's name. */
final class TextBatch {
  private final Batch batch;
  private final List<Inputs> inputs;

  TextBatch(Subcommand command, List<Inputs> inputs) {
    batch = new Batch(command);
    this.inputs = inputs;
  }

  void run(Batch.Action<Object> action) {
    batch.run(inputs, action);
  }

  /** {@code result} as the line of {@code input}. */
  String line(String result, Inputs input) {
    return inputs.size() == 1 ? result : result + "\t" + input.name();
  }

  int finish() {
    return batch.finish();
  }
}
