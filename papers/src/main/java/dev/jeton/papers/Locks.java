package dev.jeton.papers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names that one process at a time may hold, over a file that several open. The system frees what a
 * process held when it ends, however it ends. The file stays empty.
 */
final class Locks implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 20;

  /*
   * A name locks one byte far behind the end of the file, at a place that is a hash of the name.
   * The channel stays open, because on POSIX systems closing any channel of a file frees all locks
   * that the process holds on it.
   */
  private final Path file;
  private @Nullable FileChannel channel;

  Locks(Path file) {
    this.file = file;
  }

  /** Takes {@code name}, or nothing where another process or thread holds it. */
  synchronized Optional<FileLock> take(String name) {
    try {
      return Optional.ofNullable(channel().tryLock(place(name), 1, false));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes {@code name}, waiting for as long as it takes; tells {@code waiting} if it waits. */
  FileLock await(String name, Runnable waiting) {
    var lock = take(name);
    if (lock.isEmpty()) {
      waiting.run();
    }
    while (lock.isEmpty()) {
      pause(PATIENCE_MILLIS);
      lock = take(name);
    }
    return lock.get();
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  private FileChannel channel() throws IOException {
    if (channel == null) {
      var folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    return channel;
  }

  private static long place(String name) {
    var digest = Digests.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    return Long.parseLong(Digests.hex(digest).substring(0, 15), 16);
  }

  @Override
  public synchronized void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
