package dev.jeton.learn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Finds out in what form a place holds labelled pictures; see {@link Pictures#of}. */
final class PicturePlace {
  private static final String TRAIN = "train/";

  private PicturePlace() {}

  static Pictures read(Path place) throws IOException {
    if (!Files.exists(place)) {
      throw new NoSuchFileException(place.toString());
    }
    if (!Files.isDirectory(place)) {
      return ofZip(place);
    }
    List<Path> files;
    try (var list = Files.list(place)) {
      files = list.filter(Files::isRegularFile).sorted().toList();
    }
    var zips = named(files, name -> name.endsWith(".zip"));
    var images = named(files, name -> name.contains("-idx3-ubyte"));
    var labels = named(files, name -> name.contains("-idx1-ubyte"));
    if (zips.size() == 1 && images.isEmpty()) {
      return ofZip(zips.getFirst());
    }
    if (zips.isEmpty() && images.size() == 1 && labels.size() == 1) {
      return Pictures.ofIdx(images.getFirst(), labels.getFirst());
    }
    throw new IOException(
        ("%s: expected one zip of CLASS/NAME.jpg or one pair of idx files,"
                + " found %d zips, %d idx files of pictures, %d of labels")
            .formatted(place, zips.size(), images.size(), labels.size()));
  }

  private static List<Path> named(List<Path> files, Predicate<String> wanted) {
    return files.stream().filter(f -> wanted.test(String.valueOf(f.getFileName()))).toList();
  }

  private static Pictures ofZip(Path zip) throws IOException {
    boolean train;
    try (var file = new ZipFile(zip.toFile())) {
      train = file.stream().anyMatch(entry -> entry.getName().startsWith(TRAIN));
    } catch (ZipException e) {
      throw new IOException("%s: not a zip: %s".formatted(zip, e.getMessage()), e);
    }
    return Pictures.ofZip(zip, train ? TRAIN : "");
  }
}
