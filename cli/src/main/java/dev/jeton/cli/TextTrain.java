package dev.jeton.cli;

import dev.jeton.core.WholeFile;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.train.BpeTrainer;
import dev.jeton.text.train.Trainer;
import dev.jeton.text.train.UnigramTrainer;
import dev.jeton.text.train.WordPieceTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton text train}. */
final class TextTrain extends Subcommand {

  /** What was learnt. */
  record Result(String file, int tokens, long bytes) {}

  /** What kind of tokenizer. */
  enum Kind {
    BPE,
    UNIGRAM,
    WORDPIECE
  }

  @Parameters(
      paramLabel = "IN",
      arity = "1..*",
      description = "Files in UTF-8, or folders of files; - for standard input.")
  private List<Path> paths = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The tokenizer.json to write.")
  private Path output = Path.of("tokenizer.json");

  @Option(
      names = "--kind",
      defaultValue = "bpe",
      description =
          "bpe, unigram as T5 and ALBERT have it, or wordpiece as BERT has it (${DEFAULT-VALUE}).")
  private Kind kind = Kind.BPE;

  @Option(names = "--cased", description = "With wordpiece: capitals and accents are kept.")
  private boolean cased;

  @Option(
      names = "--size",
      defaultValue = "32000",
      description = "Tokens in all (${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--alphabet",
      description =
          "With bpe, what words are made of at first: bytes (cut as for GPT-2) or characters (cut at"
              + " spaces) (bytes).")
  private BpeTrainer.@Nullable Alphabet alphabet;

  @Option(
      names = "--characters",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Most characters, where tokens are made of them (${DEFAULT-VALUE}).")
  private int characters;

  @Option(
      names = "--least",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "With bpe and wordpiece: pairs that occur less often do not merge (${DEFAULT-VALUE}).")
  private long least;

  @Option(
      names = "--special",
      paramLabel = "TOKEN",
      description = "A control token, such as <|endoftext|>; may be repeated.")
  private List<String> specials = List.of();

  @Override
  public Integer call() throws IOException {
    var trainer = trainer();
    long bytes = 0;
    for (var input : Inputs.of(paths, file -> true)) {
      if (input.standard()) {
        trainer.add(System.in, input.name());
      } else {
        trainer.add(input.file());
        bytes += Files.size(input.file());
      }
    }
    byte[] file = trainer.tokenizerJson();
    WholeFile.write(output, file);
    int tokens = Tokenizer.open(output).size();
    if (json) {
      Json.print(out(), new Result(output.toString(), tokens, bytes));
    } else {
      out().println("%s: %,d tokens".formatted(output, tokens));
    }
    return 0;
  }

  private Trainer trainer() {
    var name = kind.name().toLowerCase(Locale.ROOT);
    if (kind != Kind.BPE && alphabet != null) {
      throw usage("expected --alphabet with --kind bpe, found it with " + name);
    }
    if (kind != Kind.WORDPIECE && cased) {
      throw usage("expected --cased with --kind wordpiece, found it with " + name);
    }
    return switch (kind) {
      case BPE ->
          new BpeTrainer(
              new BpeTrainer.Settings(
                  alphabet == null ? BpeTrainer.Alphabet.BYTES : alphabet,
                  size,
                  least,
                  characters,
                  specials));
      case UNIGRAM -> new UnigramTrainer(new UnigramTrainer.Settings(size, characters, specials));
      case WORDPIECE ->
          new WordPieceTrainer(
              new WordPieceTrainer.Settings(size, least, characters, !cased, specials));
    };
  }
}
