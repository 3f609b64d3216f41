package dev.jeton.papers;

import dev.jeton.learn.TrainingListener;
import dev.jeton.measure.report.Plot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Row 48, Toward a Theory of Tokenization in LLMs (Rajaraman, Jiao, Ramchandran, arXiv:2404.08335):
 * sources in which one character alone says nothing about the next. Models without context and
 * small transformers, over characters and over tokens of dictionaries, against the sources'
 * entropy.
 */
final class Theory implements Recipe {
  private static final List<String> NO_DATA = List.of();

  /** The order of the process that is also read in 64 tokens. */
  static final int LONGEST = 6;

  private final TheoryScale scale;

  Theory() {
    this(TheoryScale.FULL);
  }

  Theory(TheoryScale scale) {
    this.scale = scale;
  }

  @Override
  public int number() {
    return 48;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(3);
  }

  /** Orders of the switching processes that transformers read. */
  static List<Integer> orders() {
    return List.of(2, 4, 6);
  }

  static TheoryTraining characters(int order, TheoryModel.Start start) {
    return new TheoryTraining(new TheorySource(order, false), 2, start);
  }

  static TheoryTraining tokens(int order, int size) {
    return new TheoryTraining(new TheorySource(order, false), size, TheoryModel.Start.GPT2);
  }

  private static List<TheoryTraining> trainings(int order) {
    var trainings = new ArrayList<TheoryTraining>();
    for (var start : TheoryModel.Start.values()) {
      trainings.add(characters(order, start));
    }
    trainings.add(tokens(order, 16));
    if (order == LONGEST) {
      trainings.add(tokens(order, 64));
    }
    return trainings;
  }

  @Override
  public Report run(Workbench bench) {
    var arms = new LinkedHashMap<String, Arm>();
    for (var source : TheorySource.ALL) {
      for (var kind : TheoryUnigram.values()) {
        arms.put(
            kind.arm(source),
            bench.arm(kind.arm(source), NO_DATA, seed -> kind.measure(source, scale, seed)));
      }
    }
    var trainings = new ArrayList<TheoryTraining>();
    orders().forEach(order -> trainings.addAll(trainings(order)));
    for (var training : trainings) {
      arms.put(
          training.arm(),
          bench.arm(
              training.arm(), NO_DATA, seed -> training.measure(scale, seed, listener(bench))));
    }
    return new TheoryReport(arms, scale).report();
  }

  @Override
  public SequencedMap<String, Plot> plots(List<Cell> cells) {
    return new TheoryPlots(PaperTables.grouped(cells)).plots();
  }

  private static TrainingListener listener(Workbench bench) {
    return new TrainingListener() {
      @Override
      public void progress(Progress progress) {
        bench.note(progress.line());
      }

      @Override
      public void note(String line) {
        bench.note(line);
      }
    };
  }
}
