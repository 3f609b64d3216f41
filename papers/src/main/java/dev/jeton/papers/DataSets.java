package dev.jeton.papers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Data sets by name: the folders in one folder, and what is in them as a hash. */
public final class DataSets {
  private final Path folder;
  private final Map<List<String>, String> hashes = new HashMap<>();

  public DataSets(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder or file of data set {@code name}.
   *
   * @throws IllegalArgumentException if it is absent
   */
  public Path path(String name) {
    var path = folder.resolve(name);
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          "expected data set '%s' at %s, found nothing; name its folder's parent with --data"
              .formatted(name, path));
    }
    return path;
  }

  /**
   * First 16 hex digits of the SHA-256 over names and contents of all files of these data sets, in
   * order. Computed once.
   */
  String hash(List<String> names) {
    var known = hashes.get(names);
    if (known == null) {
      known = compute(names);
      hashes.put(List.copyOf(names), known);
    }
    return known;
  }

  private String compute(List<String> names) {
    var digest = Digests.sha256();
    for (var name : names) {
      var root = path(name);
      try (var files = Files.walk(root)) {
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          var path = name + "/" + root.relativize(file).toString().replace('\\', '/');
          digest.update((path + " " + Files.size(file) + "\n").getBytes(UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Digests.hex(digest);
  }
}
