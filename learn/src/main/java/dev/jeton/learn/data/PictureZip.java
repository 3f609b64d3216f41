package dev.jeton.learn.data;

import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import dev.jeton.media.image.ImageFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads labelled pictures from a zip; see {@link Pictures#ofZip}. */
final class PictureZip {
  /** More than any picture of a data set of small ones. */
  private static final int LARGEST_FILE = 1 << 24;

  private record Entry(String name, int label, byte[] content) {}

  private final Path zip;
  private final String prefix;

  PictureZip(Path zip, String folder) {
    this.zip = zip;
    this.prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
  }

  Pictures read() throws IOException {
    var byClass = new TreeMap<String, List<Entry>>();
    try (var file = new ZipFile(zip.toFile())) {
      var names =
          file.stream()
              .filter(e -> !e.isDirectory() && e.getName().startsWith(prefix))
              .map(ZipEntry::getName)
              .filter(name -> name.indexOf('/', prefix.length()) > 0)
              .filter(name -> ImageFile.hasImageExtension(Path.of(name)))
              .sorted()
              .toList();
      names.forEach(name -> byClass.putIfAbsent(className(name), new ArrayList<>()));
      var classes = List.copyOf(byClass.keySet());
      for (var name : names) {
        var list = byClass.getOrDefault(className(name), List.of());
        list.add(new Entry(name, classes.indexOf(className(name)), content(file, name)));
      }
      return decode(classes, inTurn(List.copyOf(byClass.values())));
    } catch (java.util.zip.ZipException e) {
      throw new IOException("%s: not a zip: %s".formatted(zip, e.getMessage()), e);
    }
  }

  private String className(String name) {
    return name.substring(prefix.length(), name.indexOf('/', prefix.length()));
  }

  private byte[] content(ZipFile file, String name) throws IOException {
    try (var in = file.getInputStream(file.getEntry(name))) {
      byte[] content = in.readNBytes(LARGEST_FILE + 1);
      if (content.length > LARGEST_FILE) {
        throw new IOException(
            "%s: expected pictures of at most %d bytes, %s is larger"
                .formatted(zip, LARGEST_FILE, name));
      }
      return content;
    }
  }

  /** The first of every class, then the second of every class, … */
  private static List<Entry> inTurn(List<List<Entry>> classes) {
    var all = new ArrayList<Entry>();
    int longest = classes.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (var entries : classes) {
        if (i < entries.size()) {
          all.add(entries.get(i));
        }
      }
    }
    return all;
  }

  private Pictures decode(List<String> classes, List<Entry> entries) throws IOException {
    if (entries.isEmpty()) {
      throw new IOException(
          "%s: expected pictures as %sCLASS/NAME.jpg, found none".formatted(zip, prefix));
    }
    try {
      var first = image(entries.getFirst());
      var pixels =
          IntStream.range(0, entries.size())
              .parallel()
              .mapToObj(i -> bytes(entries.get(i), first))
              .toArray(byte[][]::new);
      var labels = entries.stream().mapToInt(Entry::label).toArray();
      return new Pictures(
          classes, Signal.Image.CHANNELS, first.height(), first.width(), pixels, labels);
    } catch (ImageFileException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Signal.Image image(Entry entry) {
    return ImageFile.read(entry.content, zip + "!" + entry.name);
  }

  private byte[] bytes(Entry entry, Signal.Image first) {
    var image = image(entry);
    if (image.width() != first.width() || image.height() != first.height()) {
      throw new ImageFileException(
          "%s!%s: expected %d x %d pixels as in the first picture, found %d x %d"
              .formatted(
                  zip, entry.name, first.width(), first.height(), image.width(), image.height()));
    }
    int area = image.width() * image.height();
    var bytes = new byte[3 * area];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        bytes[c * area + i] = (byte) Math.round(image.pixels()[3 * i + c] * 255);
      }
    }
    return bytes;
  }
}
