package dev.jeton.cli;

import dev.jeton.text.TokenizerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The texts that a command of {@code jeton text} reads: files, folders, standard input, words. */
final class TextInputs {

  /** What is done about bytes that are no UTF-8. */
  enum Invalid {
    FAIL,
    REPLACE
  }

  @Parameters(
      paramLabel = "IN",
      arity = "0..*",
      description = "Files in UTF-8, or folders of files; - or none for standard input.")
  private List<Path> paths = List.of();

  @Option(names = "--text", paramLabel = "TEXT", description = "Take this text instead of files.")
  private @Nullable String text;

  @Option(
      names = "--invalid",
      paramLabel = "WHAT",
      description =
          "What to do about bytes that are not UTF-8: fail (the default), or replace each by U+FFFD.")
  private Invalid invalid = Invalid.FAIL;

  /** The inputs; a text on the command line is one. */
  List<Inputs> all(Subcommand command) throws IOException {
    if (text != null && !paths.isEmpty()) {
      throw command.usage("--text and files exclude each other");
    }
    return Inputs.of(paths.isEmpty() ? List.of(StandardStreams.DASH) : paths, file -> true);
  }

  /** Whether nothing names a text. */
  boolean none() {
    return text == null && paths.isEmpty();
  }

  /** What results call {@code input}. */
  String name(Inputs input) {
    return text == null ? input.name() : "--text";
  }

  /** The content of {@code input} as a string. */
  String read(Inputs input) throws IOException {
    return text == null ? decoded(input) : text;
  }

  /** The content of a file as a string. */
  String decoded(Inputs input) throws IOException {
    byte[] bytes = bytes(input);
    if (invalid == Invalid.REPLACE) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    var content = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(content).toString();
    } catch (CharacterCodingException e) {
      throw new TokenizerException(
          "%s: expected UTF-8, found byte 0x%02X at %d; --invalid=replace takes it as U+FFFD"
              .formatted(input.name(), bytes[content.position()], content.position()));
    }
  }

  static byte[] bytes(Inputs input) throws IOException {
    if (input.standard()) {
      return StandardStreams.read();
    }
    long size = Files.size(input.file());
    if (size > StandardStreams.LONGEST_INPUT) {
      throw new IOException(
          "%s: expected less than 2 GB, found %d bytes".formatted(input.name(), size));
    }
    return Files.readAllBytes(input.file());
  }
}
