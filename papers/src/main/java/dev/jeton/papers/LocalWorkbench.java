package dev.jeton.papers;

import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A workbench on this machine. Several of them, in processes of their own, may serve one paper:
 * each takes the next cell that nobody runs.
 */
public final class LocalWorkbench implements Workbench, AutoCloseable {
  private static final long POLL_MILLIS = 500;

  /**
   * What is to be run.
   *
   * @param paper number of the row
   * @param seeds of every arm
   * @param budget training time per cell
   * @param deadline no cell begins after it
   * @param arms no cell of an arm begins whose name has no part that matches
   * @param commit of the running code
   */
  public record Plan(
      int paper, List<Long> seeds, Duration budget, Instant deadline, Pattern arms, String commit) {
    public Plan {
      seeds = List.copyOf(seeds);
    }

    Plan withSeeds(List<Long> seeds) {
      return new Plan(paper, seeds, budget, deadline, arms, commit);
    }
  }

  private final Plan plan;
  private final DataSets dataSets;
  private final Cache cache;
  private final Results results;
  private final Consumer<String> progress;
  private final Locks running;

  /**
   * @param results where cells are stored
   * @param progress is told what happens, a line at a time
   */
  public LocalWorkbench(
      Plan plan, DataSets dataSets, Cache cache, Results results, Consumer<String> progress) {
    this(plan, dataSets, cache, results, progress, results.cellsBeingRun(plan.paper()));
  }

  private LocalWorkbench(
      Plan plan,
      DataSets dataSets,
      Cache cache,
      Results results,
      Consumer<String> progress,
      Locks running) {
    this.plan = plan;
    this.dataSets = dataSets;
    this.cache = cache;
    this.results = results;
    this.progress = progress;
    this.running = running;
  }

  @Override
  public Workbench firstSeed() {
    return new LocalWorkbench(
        plan.withSeeds(plan.seeds().subList(0, 1)), dataSets, cache, results, progress, running);
  }

  @Override
  public List<Long> seeds() {
    return plan.seeds();
  }

  @Override
  public Duration budget() {
    return plan.budget();
  }

  @Override
  public Path data(String name) {
    return dataSets.path(name);
  }

  @Override
  public <T> T cached(String key, Format<T> format, Maker<T> maker) {
    return cache.made(key, format, maker);
  }

  @Override
  public void note(String line) {
    progress.accept(line);
  }

  @Override
  public Arm arm(String name, List<String> data, Run run) {
    for (long seed : plan.seeds()) {
      if (reasonNotToRun(name).isEmpty()) {
        var unused = cell(name, data, seed, run);
      }
    }
    return new Arm(name, () -> plan.seeds().stream().map(s -> await(name, data, s, run)).toList());
  }

  private Optional<String> reasonNotToRun(String arm) {
    if (!plan.arms().matcher(arm).find()) {
      return Optional.of("this process leaves the arm to others");
    }
    return Instant.now().isAfter(plan.deadline()) ? Optional.of("time is over") : Optional.empty();
  }

  private Cell await(String arm, List<String> data, long seed, Run run) {
    for (boolean told = false; ; told = true) {
      var stored = stored(arm, seed);
      if (stored.isPresent()) {
        return stored.get();
      }
      reasonNotToRun(arm)
          .ifPresent(
              reason -> {
                throw new MissingCellsException(arm, seed, reason);
              });
      var cell = cell(arm, data, seed, run);
      if (cell.isPresent()) {
        return cell.get();
      }
      if (!told) {
        progress.accept("waiting for '%s', seed %d, which another runs".formatted(arm, seed));
      }
      Locks.pause(POLL_MILLIS);
    }
  }

  /** The stored cell, or one run now; nothing while another runs it. */
  private Optional<Cell> cell(String arm, List<String> data, long seed, Run run) {
    var known = stored(arm, seed);
    if (known.isPresent()) {
      return known;
    }
    var lock = running.take(arm + " " + seed);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try (FileLock held = lock.get()) {
      known = stored(arm, seed); // another may just have ended it
      return known.isPresent() || !held.isValid()
          ? known
          : Optional.of(measure(arm, data, seed, run));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "cell '%s', seed %d: %s".formatted(arm, seed, e.getMessage()), e);
    }
  }

  private Cell measure(String arm, List<String> data, long seed, Run run) throws Exception {
    progress.accept("paper %d: '%s', seed %d".formatted(plan.paper(), arm, seed));
    var hash = hash(arm, data);
    double load = Machine.load();
    var start = Instant.now();
    var numbers = run.measure(seed);
    double minutes = minutes(Duration.between(start, Instant.now()));
    var cell =
        new Cell(
            arm,
            seed,
            numbers,
            minutes(plan.budget()),
            minutes,
            load,
            hash,
            plan.commit(),
            Machine.words(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    results.add(plan.paper(), cell);
    progress.accept(String.format(Locale.ROOT, "  %.1f minutes: %s", minutes, line(numbers)));
    return cell;
  }

  private Optional<Cell> stored(String arm, long seed) {
    var cell = results.of(plan.paper()).cell(arm, seed);
    cell.ifPresent(
        c -> {
          if (c.budgetMinutes() != minutes(plan.budget())) {
            throw new IllegalArgumentException(
                "stored cell '%s', seed %d was given %s minutes, these are to get %s: give"
                        .formatted(arm, seed, c.budgetMinutes(), minutes(plan.budget()))
                    + " --minutes %s, or another folder for results".formatted(c.budgetMinutes()));
          }
        });
    return cell;
  }

  /** The data's hash, which has to be that of the arm's other cells. */
  private String hash(String arm, List<String> data) {
    var hash = dataSets.hash(data);
    for (var cell : results.of(plan.paper()).cells()) {
      if (cell.arm().equals(arm) && !cell.data().equals(hash)) {
        throw new IllegalArgumentException(
            "cell '%s', seed %d was measured on data %s, here %s is %s: give another folder for results"
                .formatted(arm, cell.seed(), cell.data(), String.join(", ", data), hash));
      }
    }
    return hash;
  }

  private static double minutes(Duration time) {
    return Math.round(time.toMillis() / 600.0) / 100.0;
  }

  private static String line(Map<String, Double> numbers) {
    var words = new ArrayList<String>();
    new TreeMap<>(numbers)
        .forEach((key, value) -> words.add(String.format(Locale.ROOT, "%s %.4g", key, value)));
    return String.join(", ", words);
  }

  @Override
  public void close() {
    running.close();
  }
}
