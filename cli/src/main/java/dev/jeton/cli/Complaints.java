package dev.jeton.cli;

import dev.jeton.learn.TrainingException;
import dev.jeton.media.image.ImageFileException;
import dev.jeton.papers.MissingCellsException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Whatever goes wrong, said in one line on standard error. */
final class Complaints {
  static final int FAILED = 1;
  static final int USAGE = 2;

  private Complaints() {}

  /** A wrong command line. */
  static int usage(ParameterException e, String[] args) {
    var command = e.getCommandLine();
    String message = line(e.getMessage()).replaceFirst("^Error: ", "");
    if (e instanceof UnmatchedArgumentException unmatched
        && !command.getSubcommands().isEmpty()
        && !unmatched.isUnknownOption()) {
      message = "no command named '%s'".formatted(unmatched.getUnmatched().getFirst());
    }
    command
        .getErr()
        .printf("jeton: %s; see '%s --help'%n", message, command.getCommandSpec().qualifiedName());
    return USAGE;
  }

  /** A command that failed; with {@code --verbose} also where. */
  static int failure(Exception e, CommandLine command, ParseResult parsed) {
    var last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    print(reason(e), e, command.getErr(), last.hasMatchedOption("--verbose"));
    return FAILED;
  }

  /** Prints {@code reason}, and where {@code verbose} the stack of {@code failure}. */
  static void print(String reason, Throwable failure, PrintWriter err, boolean verbose) {
    err.println("jeton: " + reason);
    if (verbose) {
      failure.printStackTrace(err);
    }
  }

  /** What went wrong, in one line that a user can act on. */
  static String reason(Throwable failure) {
    return switch (failure) {
      case UncheckedIOException e when e.getCause() != null -> reason(e.getCause());
      case NoSuchFileException e -> line(e.getFile()) + ": " + because(e, "no such file");
      case AccessDeniedException e -> line(e.getFile()) + ": " + because(e, "permission denied");
      case NotDirectoryException e -> line(e.getFile()) + ": not a folder";
      case FileAlreadyExistsException e -> line(e.getFile()) + ": exists and is not a folder";
      case DirectoryNotEmptyException e -> line(e.getFile()) + ": is a folder";
      case FileSystemException e -> line(e.getFile()) + ": " + because(e, "cannot be written");
      case FileNotFoundException e -> said(e);
      case IOException e -> said(e);
      case IllegalArgumentException e -> said(e);
      case ImageFileException e -> said(e);
      case TrainingException e -> said(e);
      case MissingCellsException e -> said(e);
      case OutOfMemoryError e ->
          "not enough memory (%s); give more with JETON_OPTS=-Xmx8g"
              .formatted(line(e.getMessage()));
      default -> "%s: %s".formatted(failure.getClass().getSimpleName(), said(failure));
    };
  }

  private static String because(FileSystemException e, String otherwise) {
    return e.getReason() == null ? otherwise : line(e.getReason());
  }

  private static String said(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : line(e.getMessage());
  }

  private static String line(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
