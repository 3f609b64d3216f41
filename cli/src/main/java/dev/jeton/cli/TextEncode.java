package dev.jeton.cli;

import dev.jeton.text.ModelInput;
import dev.jeton.text.ModelInputs;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.Truncation;
import dev.jeton.text.chat.RenderedChat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton text encode}. */
final class TextEncode extends Subcommand {

  /** The ids of one input; as a line, its name comes behind them where there are several. */
  record Result(String input, List<Integer> ids) {}

  /** What a model is given for one input; as lines, the ids of a window each. */
  record Windowed(String input, List<Window> windows) {}

  /**
   * An input of a model.
   *
   * @param sequences 0 or 1, the text that a token is of; −1 for none
   */
  record Window(
      List<Integer> ids,
      List<Integer> typeIds,
      List<Integer> attentionMask,
      List<Integer> specialTokensMask,
      List<Integer> sequences,
      List<Integer> charStarts,
      List<Integer> charEnds) {
    static Window of(ModelInput input) {
      return new Window(
          list(input.ids()),
          list(input.typeIds()),
          list(input.attentionMask()),
          list(input.specialTokensMask()),
          list(input.sequences()),
          list(input.charStarts()),
          list(input.charEnds()));
    }
  }

  @Option(
      names = "--pair",
      paramLabel = "FILE",
      description = "A second text for each input, as rerankers take it.")
  private @Nullable Path pair;

  @Option(names = "--pair-text", paramLabel = "TEXT", description = "The same, given here.")
  private @Nullable String pairText;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description =
          "Windows of at most N tokens, those of the template included. With --pair alone, what the"
              + " file of the tokenizer asks for.")
  private @Nullable Integer maxTokens;

  @Option(
      names = "--stride",
      paramLabel = "M",
      description = "With --max-tokens: tokens that neighbouring windows share; 0 if not given.")
  private @Nullable Integer stride;

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();
  @Mixin private TextInputs texts = new TextInputs();
  @Mixin private ChatOption chat = new ChatOption();

  @Option(
      names = "--render",
      description = "With --chat: print the text that the template makes, not its ids.")
  private boolean render;

  /** A conversation's text, as parts of which some came from the conversation. */
  record Rendered(String input, List<RenderedChat.Segment> segments) {}

  @Override
  public Integer call() throws IOException {
    if (chat.given(this, texts)) {
      if (pair != null || pairText != null || maxTokens != null) {
        throw usage("--chat excludes --pair, --pair-text and --max-tokens");
      }
      return encodeChat();
    }
    if (render) {
      throw usage("--render needs --chat");
    }
    checkWindows();
    var opened = tokenizer.open(this);
    var second = pair == null ? pairText : texts.decoded(new Inputs(pair, pair));
    var inputs = texts.all(this);
    var batch = new TextBatch(this, inputs);
    if (second == null && maxTokens == null) {
      batch.run(input -> ids(input, opened, batch));
    } else {
      var made = opened.inputs();
      var cut = maxTokens == null ? made : made.with(Truncation.to(maxTokens).stride(shared()));
      batch.run(input -> windows(input, cut, second, batch));
    }
    return batch.finish();
  }

  /** Tokens that neighbouring windows share. */
  private int shared() {
    return stride == null ? 0 : stride;
  }

  private void checkWindows() {
    if (pair != null && pairText != null) {
      throw usage("--pair and --pair-text exclude each other");
    }
    if (stride != null && maxTokens == null) {
      throw usage("expected --max-tokens with --stride, found none");
    }
    if (maxTokens != null && (maxTokens < 1 || shared() < 0 || shared() >= maxTokens)) {
      throw usage(
          "expected --max-tokens of at least 1 and --stride below it, found %d and %d"
              .formatted(maxTokens, shared()));
    }
  }

  private Object ids(Inputs input, Tokenizer opened, TextBatch batch) throws IOException {
    int[] ids = opened.encode(texts.read(input));
    return json ? new Result(texts.name(input), list(ids)) : batch.line(line(ids), input);
  }

  private Object windows(Inputs input, ModelInputs inputs, @Nullable String second, TextBatch batch)
      throws IOException {
    var text = texts.read(input);
    var windows = second == null ? inputs.windows(text) : inputs.windows(text, second);
    return json
        ? new Windowed(texts.name(input), windows.stream().map(Window::of).toList())
        : windows.stream()
            .map(window -> batch.line(line(window.ids()), input))
            .collect(Collectors.joining(System.lineSeparator()));
  }

  private int encodeChat() throws IOException {
    var rendered = chat.rendered(tokenizer);
    if (render) {
      if (json) {
        Json.print(out(), new Rendered(chat.name(), rendered.segments()));
      } else {
        out().print(rendered.text());
      }
      return 0;
    }
    int[] ids = tokenizer.open(this).encodeChat(rendered);
    if (json) {
      Json.print(out(), new Result(chat.name(), list(ids)));
    } else {
      out().println(line(ids));
    }
    return 0;
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static String line(int[] ids) {
    return Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }
}
