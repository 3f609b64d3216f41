package dev.jeton.papers;

import dev.jeton.learn.language.Document;
import dev.jeton.learn.language.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Java from the sources of the JDK that runs, each file from its package on: no licences. */
final class JavaSources {
  private static final int PART = 100;
  private static final String PACKAGE = "\npackage ";

  private JavaSources() {}

  /** Public packages of java.base but those held out. */
  static Documents train() throws IOException {
    return of(name -> name.startsWith("java.base/java/") && !Documents.isHeldOut(name, PART));
  }

  /** One file in a hundred of all modules; {@code lm-small} has not seen them either. */
  static Documents heldOut() throws IOException {
    return of(name -> Documents.isHeldOut(name, PART));
  }

  private static Documents of(java.util.function.Predicate<String> wanted) throws IOException {
    var file = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    if (!Files.exists(file)) {
      throw new IOException("expected the JDK's sources, found no " + file);
    }
    var all = Documents.of(file, wanted);
    return new Documents(
        "java",
        all.all().stream().map(JavaSources::fromPackage).filter(JavaSources::fits).toList());
  }

  private static Document fromPackage(Document document) {
    var text = new String(document.utf8(), StandardCharsets.UTF_8);
    int start = text.indexOf(PACKAGE) + 1;
    byte[] rest = text.substring(start).getBytes(StandardCharsets.UTF_8);
    return new Document(document.name(), Arrays.copyOf(rest, rest.length));
  }

  private static boolean fits(Document document) {
    return document.utf8().length > 1000 && document.utf8().length < 300_000;
  }
}
