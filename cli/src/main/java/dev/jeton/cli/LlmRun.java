package dev.jeton.cli;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.Generation;
import dev.jeton.llm.ModelException;
import dev.jeton.llm.Penalties;
import dev.jeton.text.StreamingDecoder;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.util.SplittableRandom;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton llm run}: the text that follows a prompt, and nothing else. */
final class LlmRun extends Subcommand {

  /** What was said. */
  record Result(String text, int promptTokens, int tokens) {}

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--prompt",
      defaultValue = "",
      paramLabel = "TEXT",
      description = "What the text begins with; it is not printed again.")
  private String prompt = "";

  @Option(
      names = "--tokens",
      defaultValue = "128",
      paramLabel = "N",
      description = "Tokens at most (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(names = "--greedy", description = "Always the likeliest token, as temperature 0.")
  private boolean greedy;

  @Option(names = "--temperature", defaultValue = "0.8", description = "(${DEFAULT-VALUE}).")
  private double temperature;

  @Option(
      names = "--top-k",
      defaultValue = "40",
      description = "Only so many of the likeliest tokens (${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--top-p",
      defaultValue = "0.95",
      description = "Only the likeliest that make this probability (${DEFAULT-VALUE}).")
  private double topP;

  @Option(
      names = "--min-p",
      defaultValue = "0.05",
      description = "Only tokens this likely beside the likeliest (${DEFAULT-VALUE}).")
  private double minP;

  @Option(
      names = "--repetition-penalty",
      defaultValue = "1",
      description = "Divides logits of the last 64 tokens (${DEFAULT-VALUE}).")
  private double repetition;

  @Option(
      names = "--frequency-penalty",
      defaultValue = "0",
      description = "Taken from a logit for each time among the last 64 (${DEFAULT-VALUE}).")
  private double frequency;

  @Option(
      names = "--presence-penalty",
      defaultValue = "0",
      description = "Taken from logits of the last 64 tokens (${DEFAULT-VALUE}).")
  private double presence;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same text (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (tokens < 1) {
      throw usage("expected --tokens of 1 or more, found " + tokens);
    }
    var sampler = greedy ? Sampler.ofTemperature(0) : new Sampler(temperature, topK, topP);
    var penalties =
        new Penalties(repetition, frequency, presence, 64, greedy || temperature == 0 ? 0 : minP);
    try (var opened = model.open()) {
      var tokenizer = model.tokenizer(opened);
      int[] ids = tokenizer.encode(prompt);
      if (ids.length == 0) {
        throw new ModelException(
            "expected a prompt, found none: this model's texts begin with no token of their own");
      }
      var session = opened.session();
      session.append(ids);
      var generation = new Generation(session, sampler, penalties, new SplittableRandom(seed));
      say(generation, tokenizer, ids);
    }
    return 0;
  }

  private void say(Generation generation, Tokenizer tokenizer, int[] ids) {
    var decoder = tokenizer.streamingDecoder();
    for (int id : ids) {
      decoder.accept(id);
    }
    var text = new StringBuilder();
    int said = generation.run(tokens, id -> print(decoder, id, text));
    var rest = decoder.finish();
    if (json) {
      Json.print(out(), new Result(text + rest, ids.length, said));
    } else {
      out().println(rest);
    }
  }

  private void print(StreamingDecoder decoder, int id, StringBuilder text) {
    var more = decoder.accept(id);
    if (json) {
      text.append(more);
    } else {
      out().print(more);
      out().flush();
    }
  }
}
