package dev.jeton.papers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.jeton.core.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The stored cells and the last report of each paper: {@code NN.json} in one folder. Several
 * processes may add to one file; each change is whole on disk or not there.
 */
public final class Results {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path folder;

  public Results(Path folder) {
    this.folder = folder;
  }

  /** What is stored of one paper; {@code report} is the last one drawn, of all or some cells. */
  public record Stored(int paper, List<Cell> cells, @Nullable Report report) {
    public Stored {
      cells = List.copyOf(cells);
    }

    Optional<Cell> cell(String arm, long seed) {
      return cells.stream().filter(c -> c.arm().equals(arm) && c.seed() == seed).findFirst();
    }

    private Stored with(Cell cell) {
      var all = new ArrayList<>(cells);
      all.add(cell);
      return new Stored(paper, all, report);
    }
  }

  /**
   * What is stored of {@code paper}; nothing where there is no file.
   *
   * @throws UncheckedIOException in one line if the file is broken
   */
  public Stored of(int paper) {
    var file = file(paper);
    if (!Files.exists(file)) {
      return new Stored(paper, List.of(), null);
    }
    try {
      var stored = JSON.readValue(file.toFile(), Stored.class);
      if (stored == null || stored.paper() != paper) {
        throw broken(file, stored == null ? "nothing" : "those of " + stored.paper(), null);
      }
      return stored;
    } catch (JsonProcessingException e) {
      var place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw broken(file, "'" + e.getOriginalMessage() + "'" + place, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The file of {@code paper}. */
  public Path file(int paper) {
    return folder.resolve("%02d.json".formatted(paper));
  }

  void add(int paper, Cell cell) {
    change(paper, stored -> stored.with(cell));
  }

  /**
   * Stores the report beside the cells it was drawn from, unless the stored one stands on more
   * seeds.
   *
   * @return whether it is stored now
   */
  public boolean report(Report report) {
    var now =
        change(
            report.paper(),
            stored ->
                stored.report() != null && stored.report().seeds() > report.seeds()
                    ? stored
                    : new Stored(stored.paper(), stored.cells(), report));
    return report.equals(now.report());
  }

  /** The cells of {@code paper} that are being run, by processes on this machine. */
  Locks cellsBeingRun(int paper) {
    return new Locks(folder.resolve(".%02d.cells".formatted(paper)));
  }

  private Stored change(int paper, UnaryOperator<Stored> change) {
    try (var locks = new Locks(folder.resolve(".%02d.lock".formatted(paper)));
        var lock = locks.await("file", () -> {})) {
      var changed = change.apply(of(paper));
      if (lock.isValid()) {
        WholeFile.write(file(paper), JSON.writeValueAsBytes(changed));
      }
      return changed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UncheckedIOException broken(Path file, String found, @Nullable IOException cause) {
    return new UncheckedIOException(
        new IOException(
            "%s: expected the stored cells of the paper in its name, found %s"
                .formatted(file, found),
            cause));
  }
}
