package dev.jeton.cli;

import dev.jeton.llm.Conversation;
import dev.jeton.llm.Generation;
import dev.jeton.llm.ModelException;
import dev.jeton.llm.draft.Draft;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.chat.ChatTemplate;
import dev.jeton.text.chat.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton llm chat}: a conversation, line by line from standard input. */
final class LlmChat extends Subcommand {

  /** What was answered. */
  record Answer(String text, int read, int tokens, boolean ended) {}

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private TokenSamplingOptions options = new TokenSamplingOptions();
  @Mixin private DraftOption guesses = new DraftOption();

  @Option(
      names = "--system",
      paramLabel = "TEXT",
      description = "What the model is told beforehand.")
  private @Nullable String system;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "The chat template, where the model's file or folder has none: tokenizer_config.json or"
              + " chat_template.jinja.")
  private @Nullable Path template;

  @Option(
      names = "--tokens",
      defaultValue = "512",
      paramLabel = "N",
      description = "Tokens of an answer at most (${DEFAULT-VALUE}).")
  private int tokens;

  @Override
  public Integer call() throws IOException {
    if (tokens < 1) {
      throw usage("expected --tokens of 1 or more, found " + tokens);
    }
    guesses.check(this, true);
    try (var opened = model.open()) {
      var tokenizer = model.tokenizer(opened);
      var session = model.session(opened);
      var chat = new Conversation(session, tokenizer, template());
      var draft = guesses.open(opened);
      if (system != null) {
        chat.add(Message.system(system));
      }
      try (var interrupts = new Interrupts(session::cancel)) {
        converse(chat, tokenizer, draft, interrupts);
      }
    }
    return 0;
  }

  private ChatTemplate template() throws IOException {
    var file = template;
    return file == null ? model.template() : ChatTemplate.open(file);
  }

  private void converse(
      Conversation chat, Tokenizer tokenizer, Optional<Draft> draft, Interrupts interrupts)
      throws IOException {
    int first = chat.messages().size();
    boolean asks = System.console() != null && System.console().isTerminal() && !json;
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (int turn = 0; ; turn++) {
      if (asks) {
        out().print("> ");
        out().flush();
      }
      var line = in.readLine();
      if (line == null || line.strip().equals("/exit")) {
        return;
      }
      if (line.strip().equals("/reset")) {
        chat.forget(first);
      } else if (!line.isBlank()) {
        answer(chat, line, tokenizer, draft, interrupts, turn);
        guesses.keep(draft, chat.session().model());
      }
    }
  }

  private void answer(
      Conversation chat,
      String line,
      Tokenizer tokenizer,
      Optional<Draft> draft,
      Interrupts interrupts,
      int turn)
      throws IOException {
    int before = chat.messages().size();
    chat.add(Message.user(line));
    var text = new StringBuilder();
    int read = 0;
    int said = 0;
    boolean ended = false;
    interrupts.answering(true);
    try {
      read = chat.read();
      var random = new SplittableRandom(options.seed + turn);
      var generation =
          new Generation(chat.session(), options.sampling(tokenizer), random)
              .endingWith(options.stopIds(tokenizer));
      options.constraint(tokenizer).ifPresent(generation::within);
      draft.ifPresent(generation::drafting);
      said = generation.text(tokens, tokenizer, options.stops, more -> show(more, text));
      ended = generation.ended();
    } catch (CancellationException e) {
      out().print(json ? "" : " …");
    } catch (ModelException e) {
      chat.forget(before);
      err().println("jeton: " + e.getMessage() + "; /reset begins anew");
      return;
    } finally {
      interrupts.answering(false);
    }
    chat.add(Message.assistant(text.toString()));
    if (json) {
      Json.print(out(), new Answer(text.toString(), read, said, ended));
    } else {
      out().println();
    }
    out().flush();
  }

  private void show(String more, StringBuilder text) {
    text.append(more);
    if (!json) {
      out().print(more);
      out().flush();
    }
  }
}
