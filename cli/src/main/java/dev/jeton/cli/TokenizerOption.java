package dev.jeton.cli;

import dev.jeton.text.SpecialTokens;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.KnownTiktoken;
import dev.jeton.text.file.TokenizerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tokenizer a command of {@code jeton text} uses, and how it takes special tokens. */
final class TokenizerOption {

  /** {@link SpecialTokens} in the words of the command line. */
  enum Specials {
    TEXT(SpecialTokens.AS_TEXT),
    REFUSE(SpecialTokens.REFUSE),
    ALLOW(SpecialTokens.ALLOW);

    private final SpecialTokens policy;

    Specials(SpecialTokens policy) {
      this.policy = policy;
    }
  }

  @Option(
      names = "--tokenizer",
      required = true,
      paramLabel = "FILE|NAME",
      description =
          "tokenizer.json, .tiktoken, SentencePiece .model, GGUF, WordPiece vocab.txt or equal-info"
              + " windows, recognised by content; or cl100k_base, o200k_base, o200k_harmony,"
              + " r50k_base, p50k_base, p50k_edit.")
  private String tokenizer = "";

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "Which encoding a .tiktoken file is for, where several share it: o200k_harmony,"
              + " p50k_edit.")
  private @Nullable String encoding;

  @Option(
      names = "--pattern",
      paramLabel = "REGEX",
      description = "The pieces of text, for a .tiktoken file that is none of the known ones.")
  private @Nullable String pattern;

  @Option(
      names = "--special",
      paramLabel = "WHAT",
      description =
          "What becomes of special tokens that stand in a text: text (the default, safe for text"
              + " from others), refuse, allow.")
  private Specials special = Specials.TEXT;

  @Option(
      names = "--bare",
      description = "Leave out the tokens that the file puts around a text, such as [CLS].")
  private boolean bare;

  /**
   * Opens it.
   *
   * @param command whose options these are
   */
  Tokenizer open(Subcommand command) throws IOException {
    if (encoding != null && pattern != null) {
      throw command.usage("--encoding and --pattern exclude each other");
    }
    var opened = opened(command).with(special.policy);
    return bare ? opened.bare() : opened;
  }

  /** Its file; of an encoding that has a name, one that is not there. */
  Path file() {
    return Path.of(tokenizer);
  }

  private Tokenizer opened(Subcommand command) throws IOException {
    var file = Path.of(tokenizer);
    if (encoding != null) {
      return TokenizerFiles.open(file, known(command, encoding));
    }
    if (pattern != null) {
      return Tokenizer.open(file, pattern);
    }
    boolean name = file.getNameCount() == 1 && tokenizer.matches("[a-z0-9]+_[a-z]+");
    return name && !Files.exists(file) ? named(command) : Tokenizer.open(file);
  }

  private Tokenizer named(Subcommand command) throws IOException {
    return TokenizerFiles.open(known(command, tokenizer));
  }

  private static KnownTiktoken known(Subcommand command, String name) {
    try {
      return KnownTiktoken.named(name);
    } catch (TokenizerException e) {
      throw command.usage(e.getMessage());
    }
  }
}
