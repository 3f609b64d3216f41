package dev.jeton.core;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Writes a file whole or not at all. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes {@code bytes} to a new file beside {@code target} and moves it there; whatever goes
   * wrong, the target is as before and nothing is left. A target that is no regular file, such as
   * {@code /dev/null} or a pipe, is written to directly.
   *
   * @throws IOException in one line that names {@code target}
   */
  public static void write(Path target, byte[] bytes) throws IOException {
    try {
      if (Files.isDirectory(target)) {
        throw new FileSystemException(target.toString(), null, "it is a folder");
      }
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        Files.write(target, bytes);
      } else {
        replace(Files.exists(target) ? target.toRealPath() : target, bytes);
      }
    } catch (IOException e) {
      throw new IOException("cannot write %s: %s".formatted(target, reason(e)), e);
    }
  }

  private static void replace(Path target, byte[] bytes) throws IOException {
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
    String name = ".%s.%08x.tmp".formatted(target.getFileName(), randomInt());
    var temporary = target.resolveSibling(name);
    try {
      Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static int randomInt() {
    return ThreadLocalRandom.current().nextInt();
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "its folder does not exist";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
