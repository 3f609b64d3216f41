package dev.jeton.papers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * Things that take long to make, kept in files named by the hash of what describes them in full.
 * Where two processes want the same thing, one makes it and the other waits.
 *
 * @param folder of the files
 * @param progress is told what happens, a line at a time
 */
public record Cache(Path folder, Consumer<String> progress) {

  <T> T made(String key, Workbench.Format<T> format, Workbench.Maker<T> maker) {
    var digest = Digests.sha256();
    digest.update(key.getBytes(UTF_8));
    var file = folder.resolve(Digests.hex(digest));
    try {
      if (!Files.exists(file)) {
        make(key, file, format, maker);
      }
      return format.read(file);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("cannot make " + key + ": " + e.getMessage(), e);
    }
  }

  private <T> void make(String key, Path file, Workbench.Format<T> format, Workbench.Maker<T> maker)
      throws Exception {
    try (var locks = new Locks(folder.resolve(".lock"));
        var lock =
            locks.await(key, () -> progress.accept("another process makes " + key + "; waiting"))) {
      if (!lock.isValid() || Files.exists(file)) {
        return;
      }
      progress.accept("making " + key);
      var part = Files.createTempFile(folder, "making", ".part");
      try {
        format.write(maker.make(), part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }
}
