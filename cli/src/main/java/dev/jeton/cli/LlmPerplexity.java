package dev.jeton.cli;

import dev.jeton.llm.BitsPerByte;
import dev.jeton.llm.bytes.ByteModel;
import dev.jeton.text.bytes.Utf8;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton llm perplexity}. */
final class LlmPerplexity extends Subcommand {

  /** How well one text was foreseen. */
  record Result(String input, double bitsPerByte, double perplexity, int tokens, long bytes) {}

  /** How well one text was foreseen byte by byte. */
  record Exact(String input, double bitsPerByte, long bytes) {}

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private TextInputs texts = new TextInputs();

  @Option(
      names = "--context",
      paramLabel = "N",
      defaultValue = "512",
      description =
          "Positions of a window, the model's own at most; windows overlap by half (${DEFAULT-VALUE}).")
  private int context;

  @Option(
      names = "--exact-bytes",
      description = "Of all encodings of a text, not of one; a forward pass a byte.")
  private boolean exactBytes;

  @Override
  public Integer call() throws IOException {
    var inputs = texts.all(this);
    var batch = new TextBatch(this, inputs);
    try (var opened = model.open()) {
      var tokenizer = model.tokenizer(opened);
      int window = Math.min(context, opened.shape().context());
      var bytes = exactBytes ? ByteModel.of(opened, tokenizer) : null;
      batch.run(
          input -> {
            if (bytes != null) {
              return exact(bytes, input, batch);
            }
            var found = BitsPerByte.of(opened, tokenizer, texts.read(input), window);
            return json
                ? new Result(
                    texts.name(input),
                    found.bitsPerByte(),
                    found.perplexity(),
                    found.tokens(),
                    found.bytes())
                : batch.line(
                    "%.4f bits per byte, perplexity %.3f per token, %d tokens, %d bytes"
                        .formatted(
                            found.bitsPerByte(), found.perplexity(), found.tokens(), found.bytes()),
                    input);
          });
      return batch.finish();
    }
  }

  private Object exact(ByteModel bytes, Inputs input, TextBatch batch) throws IOException {
    var text = texts.read(input);
    double found = bytes.bitsPerByte(text);
    int length = Utf8.encode(text).length;
    return json
        ? new Exact(texts.name(input), found, length)
        : batch.line("%.4f bits per byte, %d bytes".formatted(found, length), input);
  }
}
