package dev.jeton.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** {@code jeton text encode}. */
final class TextEncode extends Subcommand {

  /** The ids of one input; as a line, its name comes behind them where there are several. */
  record Result(String input, List<Integer> ids) {}

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();
  @Mixin private TextInputs texts = new TextInputs();

  @Override
  public Integer call() throws IOException {
    var opened = tokenizer.open(this);
    var inputs = texts.all(this);
    var batch = new TextBatch(this, inputs);
    batch.run(
        input -> {
          int[] ids = opened.encode(texts.read(input));
          return json
              ? new Result(texts.name(input), Arrays.stream(ids).boxed().toList())
              : batch.line(
                  Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" ")),
                  input);
        });
    return batch.finish();
  }
}
