package dev.jeton.papers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored cells and the last report of each paper: {@code NN.json} in one folder. */
public final class Results {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  public Results(Path folder) {
    this.folder = folder;
  }

  /** What is stored of one paper; {@code report} is there once all its cells are. */
  public record Stored(int paper, List<Cell> cells, @Nullable Report report) {
    public Stored {
      cells = List.copyOf(cells);
    }

    Optional<Cell> cell(String arm, long seed) {
      return cells.stream().filter(c -> c.arm().equals(arm) && c.seed() == seed).findFirst();
    }
  }

  public Stored of(int paper) {
    var file = file(paper);
    if (!Files.exists(file)) {
      return new Stored(paper, List.of(), null);
    }
    try {
      return JSON.readValue(file.toFile(), Stored.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  void add(int paper, Cell cell) {
    var stored = of(paper);
    var cells = new ArrayList<>(stored.cells());
    cells.add(cell);
    write(new Stored(paper, cells, null));
  }

  /** Stores the report beside the cells it was drawn from. */
  public void report(Report report) {
    write(new Stored(report.paper(), of(report.paper()).cells(), report));
  }

  private Path file(int paper) {
    return folder.resolve("%02d.json".formatted(paper));
  }

  private void write(Stored stored) {
    var file = file(stored.paper());
    try {
      Files.createDirectories(folder);
      var part = Files.createTempFile(folder, "result", ".part");
      JSON.writeValue(part.toFile(), stored);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
