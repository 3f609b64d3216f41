package dev.jeton.learn;

import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import dev.jeton.media.image.ImageFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Picture files in a folder or a zip; the path of a zip's entry is {@code ZIP/ENTRY}. */
final class PhotoFiles {
  /** More than any photo of {@link ImageFile#MAX_PIXELS} takes. */
  private static final int LARGEST_FILE = 1 << 29;

  private PhotoFiles() {}

  /** The picture files, sorted by path. */
  static List<Path> list(Path place) throws IOException {
    if (!Files.isRegularFile(place)) {
      try (var walk = Files.walk(place)) {
        return walk.filter(Files::isRegularFile)
            .filter(ImageFile::hasImageExtension)
            .sorted()
            .toList();
      }
    }
    try (var zip = opened(place)) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .map(place::resolve)
          .filter(ImageFile::hasImageExtension)
          .sorted()
          .toList();
    } catch (InvalidPathException e) {
      throw new IOException("%s: an entry has no usable name: %s".formatted(place, e), e);
    }
  }

  /** Reads the wanted ones in the order of {@link #list}. */
  static void read(Path place, Predicate<Path> wanted, BiConsumer<Path, Signal.Image> taker)
      throws IOException {
    var files = list(place).stream().filter(wanted).toList();
    if (!Files.isRegularFile(place)) {
      files.forEach(file -> taker.accept(file, ImageFile.read(file)));
      return;
    }
    try (var zip = opened(place)) {
      for (var file : files) {
        var name = place.relativize(file).toString().replace('\\', '/');
        taker.accept(file, ImageFile.read(content(zip, name), file.toString()));
      }
    }
  }

  private static ZipFile opened(Path place) throws IOException {
    try {
      return new ZipFile(place.toFile());
    } catch (ZipException e) {
      throw new IOException(
          "%s: expected a folder or a zip: %s".formatted(place, e.getMessage()), e);
    }
  }

  private static byte[] content(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("%s: no entry %s".formatted(zip.getName(), name));
    }
    try (var in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes(LARGEST_FILE + 1);
      if (content.length > LARGEST_FILE) {
        throw new ImageFileException(
            "%s/%s: expected at most %d bytes".formatted(zip.getName(), name, LARGEST_FILE));
      }
      return content;
    }
  }
}
