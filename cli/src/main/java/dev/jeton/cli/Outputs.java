package dev.jeton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where results go: beside their inputs, into a folder, or, for a single input, to a file or to
 * standard output. A folder is one that exists, ends in a slash, or is to hold several results.
 */
final class Outputs {
  private final @Nullable Path target;
  private final boolean folder;
  private final boolean standard;
  private final String ending;
  private final String endingBeside;
  private final Map<Path, Path> taken = new HashMap<>();

  /**
   * @param option the value of {@code -o}, or null
   * @param inputs whose results are to be written
   * @param several whether there may be more than one, because a folder was named
   * @param ending of the results' names, such as {@code .jeton}
   * @param endingBeside the same where results lie beside their inputs
   */
  Outputs(
      @Nullable String option,
      List<Inputs> inputs,
      boolean several,
      String ending,
      String endingBeside) {
    this.target = option == null ? null : Path.of(option);
    this.standard =
        option == null ? inputs.stream().anyMatch(Inputs::standard) : option.equals("-");
    this.folder =
        option != null
            && !standard
            && (several
                || inputs.size() > 1
                || option.endsWith("/")
                || Files.isDirectory(Path.of(option)));
    this.ending = ending;
    this.endingBeside = endingBeside;
  }

  /** Whether results go to standard output, so that nothing else may. */
  boolean standard() {
    return standard;
  }

  /** What messages call {@code output}. */
  static String name(Path output) {
    return output.equals(StandardStreams.DASH) ? "standard output" : output.toString();
  }

  /**
   * The file for the result of {@code input}; its folder exists afterwards.
   *
   * @throws IOException if two inputs of this command want the same file, or the folder cannot be
   *     made
   */
  Path of(Inputs input) throws IOException {
    var output = place(input);
    var other = taken.putIfAbsent(output.toAbsolutePath().normalize(), input.file());
    if (other != null) {
      throw new IOException("would overwrite %s, just made from %s".formatted(output, other));
    }
    return output;
  }

  private Path place(Inputs input) throws IOException {
    if (standard) {
      return StandardStreams.DASH;
    }
    if (target == null) {
      return input.file().resolveSibling(Inputs.renamed(input.file(), endingBeside));
    }
    if (!folder) {
      return target;
    }
    var output =
        target.resolve(input.relative()).resolveSibling(Inputs.renamed(input.file(), ending));
    var parent = output.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return output;
  }
}
