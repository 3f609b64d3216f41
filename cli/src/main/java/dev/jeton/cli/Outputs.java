package dev.jeton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where results go: beside their inputs, into a folder, or, for a single input, to a file. A folder
 * is one that exists, ends in a slash, or is to hold several results.
 */
final class Outputs {
  private final @Nullable Path target;
  private final boolean folder;
  private final String ending;
  private final String endingBeside;
  private final Map<Path, Path> taken = new HashMap<>();

  /**
   * @param option the value of {@code -o}, or null
   * @param several whether more than one result is to be written
   * @param ending of the results' names, such as {@code .jeton}
   * @param endingBeside the same where results lie beside their inputs
   */
  Outputs(@Nullable String option, boolean several, String ending, String endingBeside) {
    this.target = option == null ? null : Path.of(option);
    this.folder =
        option != null && (several || option.endsWith("/") || Files.isDirectory(Path.of(option)));
    this.ending = ending;
    this.endingBeside = endingBeside;
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
