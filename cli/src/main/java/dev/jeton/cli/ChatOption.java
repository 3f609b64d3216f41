package dev.jeton.cli;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.chat.Chat;
import dev.jeton.text.chat.ChatTemplate;
import dev.jeton.text.chat.RenderedChat;
import dev.jeton.text.file.ChatTemplateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A conversation in place of texts, and the template that makes a text of it. */
final class ChatOption {
  private static final String AUTO = "auto";

  @Option(
      names = "--chat",
      paramLabel = "FILE",
      description =
          "Take this conversation instead of texts: JSON, a list of messages or an object with"
              + " messages, tools, documents; - for standard input. Control tokens in it follow"
              + " --special, those of the template always become ids.")
  private @Nullable Path chat;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "Its template: tokenizer_config.json, chat_template.jinja, a GGUF file, a folder; auto"
              + " (the default) takes what is in or beside the tokenizer's file.")
  private String template = AUTO;

  @Option(
      names = "--no-generation-prompt",
      description = "End behind the last message, not where the model is to answer.")
  private boolean noGenerationPrompt;

  /** Whether there is a conversation. */
  boolean given(Subcommand command, TextInputs texts) {
    if (chat == null && (noGenerationPrompt || !template.equals(AUTO))) {
      throw command.usage("--template and --no-generation-prompt need --chat");
    }
    if (chat != null && !texts.none()) {
      throw command.usage("--chat and texts exclude each other");
    }
    return chat != null;
  }

  /** What results call it. */
  String name() {
    return String.valueOf(chat);
  }

  /**
   * The conversation's text.
   *
   * @param tokenizer whose file the template is in or beside
   */
  RenderedChat rendered(TokenizerOption tokenizer) throws IOException {
    var opened =
        template.equals(AUTO)
            ? ChatTemplateFiles.beside(tokenizer.file())
            : ChatTemplate.open(Path.of(template));
    var conversation = read();
    var options = conversation.options();
    return opened.render(
        conversation.messages(),
        noGenerationPrompt ? options.withGenerationPrompt(false) : options);
  }

  private Chat read() throws IOException {
    var file = chat;
    if (file == null || file.equals(StandardStreams.DASH)) {
      return Chat.parse(StandardStreams.read());
    }
    try {
      return Chat.parse(Files.readAllBytes(file));
    } catch (TokenizerException e) {
      throw new TokenizerException(file + ": " + e.getMessage(), e);
    }
  }
}
