package dev.jeton.cli;

import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The files that a command line names: files as they are, folders by what lies in them, sorted.
 *
 * @param file what to read
 * @param relative where it lies below the folder that was named; its name where it was named itself
 */
record Inputs(Path file, Path relative) {

  /** Whether standard input is meant. */
  boolean standard() {
    return file.equals(StandardStreams.DASH);
  }

  /** What messages call it. */
  String name() {
    return standard() ? "standard input" : file.toString();
  }

  /** Reads it as a picture. */
  Signal.Image image() throws IOException {
    return standard() ? ImageFile.read(StandardStreams.read(), name()) : ImageFile.read(file);
  }

  /**
   * Folders resolved.
   *
   * @param wanted which files of a folder are taken; hidden ones never are
   */
  static List<Inputs> of(List<Path> paths, Predicate<Path> wanted) throws IOException {
    var inputs = new ArrayList<Inputs>();
    for (var path : paths) {
      if (!Files.isDirectory(path)) {
        inputs.add(new Inputs(path, name(path)));
        continue;
      }
      try (var files = Files.walk(path)) {
        files
            .filter(file -> !isHidden(path.relativize(file)) && Files.isRegularFile(file))
            .filter(wanted)
            .sorted()
            .forEach(file -> inputs.add(new Inputs(file, path.relativize(file))));
      }
    }
    return inputs;
  }

  /** Whether one of {@code paths} is a folder, so that the number of results is open. */
  static boolean anyFolder(List<Path> paths) {
    return paths.stream().anyMatch(Files::isDirectory);
  }

  /** This file's name, with {@code ending} in place of its own. */
  static String renamed(Path file, String ending) {
    String name = name(file).toString();
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name) + ending;
  }

  private static Path name(Path path) {
    var name = path.getFileName();
    return name == null ? path : name;
  }

  private static boolean isHidden(Path relative) {
    for (var part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
