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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton text train}. */
final class TextTrain extends Subcommand {

  /** What was learnt. */
  record Result(String file, int tokens, long bytes) {}

  /** A file for compression. */
  record Learnt(String file, int fileBytes) {}

  /** What kind of tokenizer. */
  enum Kind {
    BPE("bpe"),
    UNIGRAM("unigram"),
    WORDPIECE("wordpiece"),
    EQUAL_INFO("equal-info"),
    BYTE_MODEL("byte-model"),
    NEURAL_MODEL("neural-model");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  @Parameters(
      paramLabel = "IN",
      arity = "0..*",
      description = "Files in UTF-8, or folders of files; - for standard input.")
  private List<Path> paths = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write; tokenizer.json with bpe and wordpiece.")
  private Path output = Path.of("tokenizer.json");

  @Option(
      names = "--kind",
      defaultValue = "bpe",
      description =
          "bpe; unigram as T5 and ALBERT have it; wordpiece as BERT has it; equal-info, windows of"
              + " equally many bits; byte-model or neural-model for 'jeton text compress'"
              + " (${DEFAULT-VALUE}).")
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
          "With bpe, what words are made of at first: bytes (cut as for GPT-2) or characters (cut"
              + " at spaces) (bytes).")
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

  @Mixin private CompressionTraining compression = new CompressionTraining();

  @Override
  public Integer call() throws IOException {
    compression.check(kind, this);
    return switch (kind) {
      case EQUAL_INFO, BYTE_MODEL, NEURAL_MODEL -> compressing();
      case BPE, UNIGRAM, WORDPIECE -> tokenizing();
    };
  }

  private int compressing() throws IOException {
    var inputs = Inputs.of(paths, file -> true);
    if (compression.led() != inputs.isEmpty()) {
      throw usage("expected texts, or --model and no texts");
    }
    byte[] file = compression.file(kind, inputs, err());
    WholeFile.write(output, file);
    if (json) {
      Json.print(out(), new Learnt(output.toString(), file.length));
    } else {
      out().println("%s: %,d bytes".formatted(output, file.length));
    }
    return 0;
  }

  private int tokenizing() throws IOException {
    if (paths.isEmpty()) {
      throw usage("expected texts, found none");
    }
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
    if (kind != Kind.BPE && alphabet != null) {
      throw usage("expected --alphabet with --kind bpe, found it with " + kind);
    }
    if (kind != Kind.WORDPIECE && cased) {
      throw usage("expected --cased with --kind wordpiece, found it with " + kind);
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
      case EQUAL_INFO, BYTE_MODEL, NEURAL_MODEL ->
          throw new IllegalStateException(kind + " has no trainer");
    };
  }
}
