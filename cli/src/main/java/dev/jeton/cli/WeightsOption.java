package dev.jeton.cli;

import dev.jeton.core.ModelFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Weights that are not shipped. */
final class WeightsOption {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights of your own that 'jeton train' wrote, in place of shipped ones.")
  @Nullable Path file;

  /** The shipped files, and these weights if any. */
  ModelFiles models() {
    return file == null ? ModelFiles.SHIPPED : ModelFiles.withOwn(file);
  }
}
