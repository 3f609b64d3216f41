package dev.jeton.learn.language;

import dev.jeton.text.bytes.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Texts of one kind: those of a folder, an archive or a file.
 *
 * @param name of the folder or file
 * @param all by name
 */
public record Documents(String name, List<Document> all) {
  private static final String TEXT = ".txt";
  private static final String JAVA = ".java";

  public Documents {
    all = List.copyOf(all);
  }

  /**
   * The {@code .txt} and {@code .java} files of a folder or a zip, or a single file of any name;
   * those that are empty or not UTF-8 are left out.
   *
   * @throws IOException where there are none
   */
  public static Documents of(Path path) throws IOException {
    return of(path, name -> true);
  }

  /**
   * Those of a folder or a zip whose names {@code wanted} likes.
   *
   * @throws IOException where there are none
   */
  public static Documents of(Path path, Predicate<String> wanted) throws IOException {
    var all = new ArrayList<Document>();
    var name = String.valueOf(path.getFileName());
    Predicate<String> some = entry -> isText(entry) && wanted.test(entry);
    if (Files.isDirectory(path)) {
      addFolder(path, some, all);
    } else if (name.endsWith(".zip") || name.endsWith(".jar")) {
      addArchive(path, some, all);
    } else {
      add(name, Files.readAllBytes(path), all);
    }
    if (all.isEmpty()) {
      throw new IOException(path + ": expected texts (.txt, .java) in UTF-8, found none");
    }
    return new Documents(name, all);
  }

  private static void addFolder(Path folder, Predicate<String> wanted, List<Document> all)
      throws IOException {
    try (var walk = Files.walk(folder)) {
      for (var file : walk.filter(Files::isRegularFile).sorted().toList()) {
        var relative = folder.relativize(file).toString().replace('\\', '/');
        if (wanted.test(relative)) {
          add(relative, Files.readAllBytes(file), all);
        }
      }
    }
  }

  private static void addArchive(Path file, Predicate<String> wanted, List<Document> all)
      throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      var entries =
          Collections.list(zip.entries()).stream()
              .filter(e -> !e.isDirectory() && wanted.test(e.getName()))
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      for (var entry : entries) {
        try (var in = zip.getInputStream(entry)) {
          add(entry.getName(), in.readAllBytes(), all);
        }
      }
    }
  }

  private static boolean isText(String name) {
    return name.endsWith(TEXT) || name.endsWith(JAVA);
  }

  private static void add(String name, byte[] utf8, List<Document> all) {
    if (utf8.length > 0 && Utf8.firstInvalid(utf8) < 0) {
      all.add(new Document(name, utf8));
    }
  }

  /** Bytes of all texts. */
  public long bytes() {
    return all.stream().mapToLong(d -> d.utf8().length).sum();
  }

  /**
   * One text of {@code part} by the hash of its name, which stays what it is when others come or
   * go; where that gives none, the first.
   *
   * @param part at least 2
   */
  public Documents heldOut(int part) {
    var some = all.stream().filter(d -> isHeldOut(d.name(), part)).toList();
    return new Documents(name, some.isEmpty() ? all.subList(0, 1) : some);
  }

  /** All texts but those {@link #heldOut}. */
  public Documents without(Documents heldOut) {
    return new Documents(name, all.stream().filter(d -> !heldOut.all.contains(d)).toList());
  }

  /** Whether a text of this name is the one in {@code part} that is held out. */
  public static boolean isHeldOut(String name, int part) {
    var hash = sha256().digest(Utf8.encode(name));
    return Integer.remainderUnsigned(ByteBuffer.wrap(hash).getInt(), part) == 0;
  }

  /** All texts one after the other. */
  public byte[] joined() {
    var out = new ByteArrayOutputStream();
    for (var document : all) {
      out.writeBytes(document.utf8());
    }
    return out.toByteArray();
  }

  /** SHA-256 over names and texts, in hexadecimal. */
  public String hash() {
    var digest = sha256();
    for (var document : all) {
      digest.update(Utf8.encode(document.name()));
      digest.update((byte) 0);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, document.utf8().length).array());
      digest.update(document.utf8());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
