package dev.jeton.papers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A row of the specification.
 *
 * @param number 1..65
 * @param name short name of the system
 * @param title of the paper
 * @param verb what it does to which signal: {@code tokenize · image}
 */
public record Row(int number, String name, String title, String verb) {

  /** All 65 rows in order. */
  public static List<Row> all() {
    var stream = Objects.requireNonNull(Row.class.getResourceAsStream("rows.tsv"));
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().map(Row::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row parse(String line) {
    var fields = line.split("\t", -1);
    return new Row(Integer.parseInt(fields[0]), fields[1], fields[2], fields[3]);
  }
}
