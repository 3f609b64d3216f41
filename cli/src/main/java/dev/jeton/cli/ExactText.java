package dev.jeton.cli;

import dev.jeton.llm.Model;
import dev.jeton.llm.bytes.ByteGeneration;
import dev.jeton.llm.bytes.ByteModel;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.bytes.Utf8;
import java.util.SplittableRandom;

/**
 * Text drawn byte by byte.
 *
 * @param options of which penalties, biases and grammars have no part
 */
record ExactText(Subcommand command, TokenSamplingOptions options) {

  /** What was said. */
  record Result(String text, int bytes) {}

  void say(Model model, Tokenizer tokenizer, String prompt, int most) {
    var session = ByteModel.of(model, tokenizer).start(prompt);
    var generation =
        new ByteGeneration(session, options.sampler(), new SplittableRandom(options.seed));
    byte[] said = generation.run(Math.min(most, session.room()), soFar -> stopped(soFar));
    var text = Utf8.decode(said);
    for (var stop : options.stops) {
      int at = text.indexOf(stop);
      text = at < 0 ? text : text.substring(0, at);
    }
    if (command.json) {
      Json.print(command.out(), new Result(text, Utf8.encode(text).length));
    } else {
      command.out().println(text);
    }
  }

  private boolean stopped(byte[] soFar) {
    var text = Utf8.decode(soFar);
    return options.stops.stream().anyMatch(text::contains);
  }
}
