package dev.jeton.bench.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jeton.text.bytes.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Documents of about 8 KB, cut at the ends of lines.
 *
 * @param bytes of all documents in UTF-8
 */
record Corpus(String name, List<String> documents, long bytes) {
  private static final int DOCUMENT = 8192;
  private static final long MOST = 1 << 20;

  /** The first megabyte of a file, or of a folder's files by name. */
  static Corpus of(Path place) throws IOException {
    var documents = new ArrayList<String>();
    long bytes = 0;
    try (var files = Files.walk(place)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
        for (var document : documents(Utf8.decode(Files.readAllBytes(file)))) {
          if (bytes < MOST) {
            documents.add(document);
            bytes += Utf8.encode(document).length;
          }
        }
      }
    }
    if (documents.isEmpty()) {
      throw new IOException("%s: expected text, found none".formatted(place));
    }
    return new Corpus(place.getFileName().toString(), List.copyOf(documents), bytes);
  }

  private static Stream<String> lines(String text) {
    return Stream.of(text.split("(?<=\n)", -1));
  }

  private static List<String> documents(String text) {
    var documents = new ArrayList<String>();
    var document = new StringBuilder();
    int bytes = 0;
    for (var line : (Iterable<String>) lines(text)::iterator) {
      document.append(line);
      bytes += Utf8.encode(line).length;
      if (bytes >= DOCUMENT) {
        documents.add(document.toString());
        document.setLength(0);
        bytes = 0;
      }
    }
    if (!document.isEmpty()) {
      documents.add(document.toString());
    }
    return documents;
  }

  /** Writes a JSON string per line and document. */
  Path write() throws IOException {
    var file = Files.createTempFile("jeton-texts", ".jsonl");
    file.toFile().deleteOnExit();
    var mapper = new ObjectMapper();
    try (var out = Files.newBufferedWriter(file)) {
      for (var document : documents) {
        out.write(mapper.writeValueAsString(document));
        out.write('\n');
      }
    }
    return file;
  }
}
