package dev.jeton.cli;

import dev.jeton.core.ModelFiles;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The models on the class path: their files by name, and their cards. */
final class ModelShelf {
  private static final String FOLDER = "dev/jeton/models/";
  private static final String CARD = ".md";

  /** Bytes of each file by its name. */
  private final Map<String, Long> sizes = new TreeMap<>();

  ModelShelf() throws IOException {
    var loader = ModelShelf.class.getClassLoader();
    for (var url : Collections.list(loader.getResources(FOLDER))) {
      if (url.openConnection() instanceof JarURLConnection jar) {
        addJar(jar);
      } else {
        addFolder(url);
      }
    }
  }

  private void addJar(JarURLConnection connection) throws IOException {
    for (var entry : Collections.list(connection.getJarFile().entries())) {
      if (!entry.isDirectory() && entry.getName().startsWith(FOLDER)) {
        sizes.put(entry.getName().substring(FOLDER.length()), entry.getSize());
      }
    }
  }

  private void addFolder(URL url) throws IOException {
    try (var files = Files.list(Path.of(url.toURI()))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(String.valueOf(file.getFileName()), Files.size(file));
      }
    } catch (URISyntaxException e) {
      throw new IOException(url.toString(), e);
    }
  }

  /** The models that have a card, and the bytes of the weights that belong to it, in order. */
  Map<String, Long> models() {
    var models = new TreeMap<String, Long>();
    for (var file : sizes.keySet()) {
      if (file.endsWith(CARD)) {
        var name = file.substring(0, file.length() - CARD.length());
        models.put(name, bytes(name));
      }
    }
    return models;
  }

  private long bytes(String model) {
    return sizes.entrySet().stream()
        .filter(e -> e.getKey().startsWith(model + ".") && !e.getKey().endsWith(CARD))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Whether there is a language model of this name. */
  boolean speaks(String model) {
    return sizes.containsKey(model + ".gguf");
  }

  /** The card of a model, in Markdown. */
  String card(String model) throws IOException {
    return new String(ModelFiles.SHIPPED.read(model + CARD), StandardCharsets.UTF_8);
  }

  /** The head of the card's first sentence. */
  String summary(String model) throws IOException {
    var text = card(model).replaceFirst("^# .*\\R", "").strip();
    var paragraph = text.split("\\R\\s*\\R", 2)[0].replaceAll("\\s+", " ");
    return paragraph.split("[.:] ", 2)[0];
  }
}
