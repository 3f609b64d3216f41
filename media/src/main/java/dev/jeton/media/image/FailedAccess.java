package dev.jeton.media.image;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Why a file could not be opened, in words; the JDK's exceptions often carry only the name. */
final class FailedAccess {
  private FailedAccess() {}

  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "a part of the path is not a folder";
      case FileSystemException f when f.getReason() != null -> oneLine(f.getReason());
      default -> oneLine(e.getMessage());
    };
  }

  /** A message without control characters, cut to a line's length. */
  static String oneLine(@Nullable String message) {
    if (message == null) {
      return "unknown reason";
    }
    String line = message.replaceAll("\\s+", " ").replaceAll("[\\p{Cntrl}\uFFFD]", "?").strip();
    return line.length() <= 160 ? line : line.substring(0, 160) + "…";
  }
}
