package dev.jeton.cli;

import dev.jeton.papers.Cache;
import dev.jeton.papers.DataSets;
import dev.jeton.papers.LocalWorkbench;
import dev.jeton.papers.Recipe;
import dev.jeton.papers.Recipes;
import dev.jeton.papers.Results;
import dev.jeton.papers.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton papers run}. */
final class PapersRun extends Subcommand {
  private static final double MILLIS_PER_MINUTE = 60_000;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Recipes recipes;
  private final IntConsumer threadSetter;

  @Parameters(paramLabel = "NN", description = "Number of the paper, 1 to 65.")
  private int number;

  @Option(
      names = "--seeds",
      paramLabel = "SEED",
      split = ",",
      defaultValue = "1,2,3",
      description = "Seeds of every arm (${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of();

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description =
          "Training time per cell; without it, that of the stored cells, else the recipe's own.")
  private @Nullable Double minutes;

  @Option(
      names = "--hours",
      paramLabel = "H",
      description = "No cell begins later than this from now; without it, all are run.")
  private @Nullable Double hours;

  @Option(
      names = "--arms",
      paramLabel = "REGEX",
      defaultValue = "",
      description = "Begin cells only of arms in whose name this is found.")
  private Pattern arms = Pattern.compile("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of the data sets; without it, what JETON_DATA says, else ../shared/data of the"
              + " repository.")
  private @Nullable Path data;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Threads of libtorch and of the kernels; 0 for one per core (${DEFAULT-VALUE}).")
  private int threads;

  @Mixin private ResultsOption results = new ResultsOption();

  /**
   * @param threadSetter is told the threads of libtorch before a recipe runs
   */
  PapersRun(Recipes recipes, IntConsumer threadSetter) {
    this.recipes = recipes;
    this.threadSetter = threadSetter;
  }

  @Override
  public Integer call() {
    if (minutes != null && !(minutes > 0) || hours != null && !(hours > 0) || threads < 0) {
      throw usage("--minutes and --hours are above 0, --threads is not below 0");
    }
    var stored = results.results();
    var state = State.of(number, recipes, stored).orElseThrow(() -> noPaper(number));
    var recipe =
        recipes
            .of(number)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "paper %d, %s, is not built yet".formatted(number, state.row().name())));
    setThreads();
    boolean kept = run(recipe, plan(recipe, state), stored);
    var after = State.of(number, recipes, stored).orElseThrow();
    if (json) {
      Json.print(out(), PaperView.of(after));
    } else {
      out().print(PaperView.text(after, false));
      out().printf("%nstored in %s%n", stored.file(number));
    }
    if (!kept) {
      err().println("jeton: the stored claims stand on more seeds and stay; see them above");
    }
    return 0;
  }

  private boolean run(Recipe recipe, LocalWorkbench.Plan plan, Results stored) {
    var cache = new Cache(Checkout.home().resolve(".jeton/cache"), this::say);
    try (var bench =
        new LocalWorkbench(plan, new DataSets(dataFolder()), cache, stored, this::say)) {
      return stored.report(recipe.run(bench));
    }
  }

  private LocalWorkbench.Plan plan(Recipe recipe, State state) {
    return new LocalWorkbench.Plan(
        number,
        seeds.stream().distinct().toList(),
        budget(recipe, state),
        hours == null ? Instant.MAX : Instant.now().plusMillis((long) (hours * 3_600_000)),
        arms,
        Checkout.commit());
  }

  private Duration budget(Recipe recipe, State state) {
    var cells = state.stored().cells();
    if (minutes == null && cells.isEmpty()) {
      return recipe.budget();
    }
    double asked = minutes == null ? cells.getFirst().budgetMinutes() : minutes;
    return Duration.ofMillis(Math.round(asked * MILLIS_PER_MINUTE));
  }

  private Path dataFolder() {
    var named = System.getenv("JETON_DATA");
    return data != null
        ? data
        : named != null && !named.isEmpty()
            ? Path.of(named)
            : Checkout.home().toAbsolutePath().resolve("..").resolve("shared/data").normalize();
  }

  private void setThreads() {
    int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    System.setProperty("jeton.threads", String.valueOf(count));
    threadSetter.accept(count);
  }

  private void say(String line) {
    err().println(CLOCK.format(Instant.now()) + " " + line);
  }
}
