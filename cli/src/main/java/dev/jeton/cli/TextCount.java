package dev.jeton.cli;

import java.io.IOException;
import picocli.CommandLine.Mixin;

/** {@code jeton text count}. */
final class TextCount extends Subcommand {

  /** How many tokens one input has. */
  record Result(String input, int tokens) {}

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();
  @Mixin private TextInputs texts = new TextInputs();
  @Mixin private ChatOption chat = new ChatOption();

  @Override
  public Integer call() throws IOException {
    var opened = tokenizer.open(this);
    if (chat.given(this, texts)) {
      int tokens = opened.encodeChat(chat.rendered(tokenizer)).length;
      if (json) {
        Json.print(out(), new Result(chat.name(), tokens));
      } else {
        out().println(tokens);
      }
      return 0;
    }
    var inputs = texts.all(this);
    var batch = new TextBatch(this, inputs);
    batch.run(
        input -> {
          int tokens = opened.count(texts.read(input));
          return json
              ? new Result(texts.name(input), tokens)
              : batch.line(String.valueOf(tokens), input);
        });
    return batch.finish();
  }
}
