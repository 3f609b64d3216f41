package dev.jeton.cli;

import dev.jeton.llm.Choice;
import dev.jeton.llm.Continuation;
import dev.jeton.llm.Generation;
import dev.jeton.llm.ModelException;
import dev.jeton.llm.Session;
import dev.jeton.llm.StopStrings;
import dev.jeton.llm.draft.Draft;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton llm run}: the text that follows a prompt, and nothing else. */
final class LlmRun extends Subcommand {

  /**
   * What was said.
   *
   * @param ended whether the text came to its end, rather than its tokens
   */
  record Result(String text, int promptTokens, int tokens, boolean ended, List<Said> choices) {}

  /** A token that was said, and what might have been. */
  record Said(int id, String token, double logProbability, List<Said> best) {}

  /** One of several. */
  record Ranked(String text, int tokens, double logProbability, boolean ended) {}

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private TokenSamplingOptions options = new TokenSamplingOptions();
  @Mixin private DraftOption guesses = new DraftOption();

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

  @Option(
      names = "--best",
      paramLabel = "N",
      defaultValue = "1",
      description = "So many texts, the likeliest first (${DEFAULT-VALUE}).")
  private int best;

  @Option(
      names = "--log-probabilities",
      paramLabel = "K",
      defaultValue = "-1",
      description = "With --json: each token's log-probability and the K likeliest tokens.")
  private int logProbabilities;

  @Option(
      names = "--exact-bytes",
      description =
          "Go on byte by byte, also inside a token, by the sum over all encodings of the prompt;"
              + " --tokens counts bytes then.")
  private boolean exactBytes;

  @Override
  public Integer call() throws IOException {
    if (tokens < 1 || best < 1) {
      throw usage(
          "expected --tokens and --best of 1 or more, found %d, %d".formatted(tokens, best));
    }
    if (logProbabilities >= 0 && (!json || best > 1)) {
      throw usage("--log-probabilities goes with --json and one text");
    }
    guesses.check(this, best == 1 && !exactBytes);
    try (var opened = model.open()) {
      var tokenizer = model.tokenizer(opened);
      if (exactBytes) {
        new ExactText(this, options).say(opened, tokenizer, prompt, tokens);
        return 0;
      }
      int[] ids = tokenizer.encode(prompt);
      if (ids.length == 0) {
        throw new ModelException(
            "expected a prompt, found none: this model's texts begin with no token of their own");
      }
      var draft = guesses.open(opened);
      var session = model.session(opened);
      session.append(ids);
      if (best > 1) {
        rank(session, tokenizer);
      } else {
        say(generation(session, tokenizer, draft), tokenizer, ids.length);
        guesses.keep(draft, opened);
      }
    }
    return 0;
  }

  private Generation generation(Session session, Tokenizer tokenizer, Optional<Draft> draft)
      throws IOException {
    var generation =
        new Generation(session, options.sampling(tokenizer), new SplittableRandom(options.seed))
            .endingWith(options.stopIds(tokenizer));
    options.constraint(tokenizer).ifPresent(generation::within);
    draft.ifPresent(generation::drafting);
    return generation;
  }

  private void say(Generation generation, Tokenizer tokenizer, int promptTokens)
      throws IOException {
    if (!json) {
      generation.text(tokens, tokenizer, options.stops, this::show);
      out().println();
      return;
    }
    var text = new StringBuilder();
    var said = new ArrayList<Said>();
    if (logProbabilities >= 0) {
      generation.eachChoice(logProbabilities, choice -> said.add(said(choice, tokenizer)));
    }
    int count = generation.text(tokens, tokenizer, options.stops, text::append);
    Json.print(out(), new Result(text.toString(), promptTokens, count, generation.ended(), said));
  }

  private static Said said(Choice choice, Tokenizer tokenizer) {
    var others =
        choice.best().stream()
            .map(
                other ->
                    new Said(
                        other.id(),
                        shown(tokenizer, other.id()),
                        other.logProbability(),
                        List.of()))
            .toList();
    return new Said(choice.id(), shown(tokenizer, choice.id()), choice.logProbability(), others);
  }

  private static String shown(Tokenizer tokenizer, int id) {
    return tokenizer.has(id) ? VisibleBytes.of(tokenizer.token(id)) : "";
  }

  private void show(String text) {
    out().print(text);
    out().flush();
  }

  private void rank(Session session, Tokenizer tokenizer) throws IOException {
    int[] prefix = session.ids();
    var sampling = options.sampling(tokenizer);
    var limits = options.constraint(tokenizer);
    var all =
        limits.isPresent()
            ? Continuation.best(session, best, tokens, sampling, limits.get(), options.seed)
            : Continuation.best(session, best, tokens, sampling, options.seed);
    var ranked = all.stream().map(one -> ranked(one, prefix, tokenizer)).toList();
    if (json) {
      Json.print(out(), ranked);
      return;
    }
    for (var one : ranked) {
      out()
          .println(
              "--- log-probability %.3f of %d tokens".formatted(one.logProbability, one.tokens));
      out().println(one.text);
    }
  }

  private Ranked ranked(Continuation one, int[] prefix, Tokenizer tokenizer) {
    var decoder = tokenizer.streamingDecoder();
    for (int id : prefix) {
      decoder.accept(id);
    }
    var stopping = new StopStrings(options.stops);
    var text = new StringBuilder();
    one.ids().forEach(id -> text.append(stopping.accept(decoder.accept(id))));
    text.append(stopping.accept(decoder.finish())).append(stopping.finish());
    return new Ranked(
        text.toString(), one.ids().size(), one.logProbability(), one.ended() || stopping.stopped());
  }
}
