package dev.jeton.cli;

import dev.jeton.measure.tokens.ScanOrder;
import dev.jeton.measure.tokens.TokenCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a command line names as token languages: {@code .jeton} files named one by one make
 * one language, each folder of them another, each text several.
 *
 * @param codecs for token files
 * @param order in which grids are read
 * @param levels that are wanted by themselves; empty for every one
 * @param bytePairs ids of byte pairs over a text; 0 for none
 * @param limit most tokens of a language
 */
record TokenLanguages(
    ImageCodecs codecs, ScanOrder order, List<Integer> levels, int bytePairs, int limit) {
  private static final String ENDING = ".jeton";

  /** The languages, token files first where they come first; each of at least one token. */
  List<TokenCorpus> read(List<Path> paths, Progress progress) throws IOException {
    var single = paths.stream().filter(TokenLanguages::isTokens).toList();
    var languages = new ArrayList<TokenCorpus>();
    boolean singleRead = false;
    for (var path : paths) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      if (Files.isDirectory(path)) {
        languages.addAll(levels(name(path, paths), files(path), progress));
      } else if (!isTokens(path)) {
        progress.show("reading " + path);
        languages.addAll(new TextLanguages(name(path, paths), path).read(bytePairs));
      } else if (!singleRead) {
        singleRead = true;
        languages.addAll(levels("", single, progress));
      }
    }
    return languages.stream().map(language -> language.first(limit)).toList();
  }

  private List<TokenCorpus> levels(String name, List<Path> files, Progress progress)
      throws IOException {
    var languages = new LevelLanguages(order);
    for (int i = 0; i < files.size(); i++) {
      progress.show(i, files.size(), "reading " + files.get(i));
      var file = files.get(i);
      languages.add(file, codecs.read(new Inputs(file, file)));
    }
    return languages.languages(name, levels);
  }

  private static List<Path> files(Path folder) throws IOException {
    var files =
        Inputs.of(List.of(folder), TokenLanguages::isTokens).stream().map(Inputs::file).toList();
    if (files.isEmpty()) {
      throw new IOException(folder + ": expected .jeton files in this folder, found none");
    }
    return files;
  }

  private static boolean isTokens(Path path) {
    return path.toString().endsWith(ENDING) && !Files.isDirectory(path);
  }

  /** The last part of the path; the whole path where another one ends alike. */
  private static String name(Path path, List<Path> all) {
    var last = last(path);
    return all.stream().filter(other -> last(other).equals(last)).count() > 1
        ? path.toString()
        : last;
  }

  private static String last(Path path) {
    var name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
