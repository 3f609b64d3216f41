package dev.jeton.papers;

import dev.jeton.measure.report.Plot;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Bits per character of models without context over the size of the dictionary, means of seeds. */
record TheoryPlots(List<Arm> arms) {
  private static final int ORDER = 4;

  /** By the ends of their files' names; without a plot whose arms are missing. */
  SequencedMap<String, Plot> plots() {
    var plots = new LinkedHashMap<String, Plot>();
    var switching = TheorySource.ALL.stream().filter(source -> !source.random()).toList();
    if (switching.stream().allMatch(source -> has(TheoryUnigram.BPE, source))) {
      var plot = plot("Switching processes in tokens of BPE, without context");
      for (var source : switching) {
        plot.curve("order " + source.order(), x(), y(TheoryUnigram.BPE, source));
      }
      plots.put("orders", withEntropy(plot, switching.getFirst()));
    }
    var source = new TheorySource(ORDER, false);
    if (Arrays.stream(TheoryUnigram.values()).allMatch(kind -> has(kind, source))) {
      var plot = plot("Dictionaries at order " + ORDER + ", without context");
      for (var kind : TheoryUnigram.values()) {
        plot.curve(kind.words(), x(), y(kind, source));
      }
      plots.put("dictionaries", withEntropy(plot, source));
    }
    return plots;
  }

  private static Plot plot(String title) {
    return new Plot(title, "tokens", "bits per character").logarithmicX();
  }

  private Plot withEntropy(Plot plot, TheorySource source) {
    double entropy = arm(TheoryUnigram.BPE.arm(source)).mean("entropy");
    return plot.curve(
        "entropy", x(), TheoryUnigram.sizes().stream().mapToDouble(size -> entropy).toArray());
  }

  private static double[] x() {
    return TheoryUnigram.sizes().stream().mapToDouble(size -> size).toArray();
  }

  private double[] y(TheoryUnigram kind, TheorySource source) {
    var arm = arm(kind.arm(source));
    return TheoryUnigram.sizes().stream()
        .mapToDouble(size -> arm.mean(TheoryUnigram.key(size)))
        .toArray();
  }

  private boolean has(TheoryUnigram kind, TheorySource source) {
    return arms.stream().anyMatch(arm -> arm.name().equals(kind.arm(source)));
  }

  private Arm arm(String name) {
    return arms.stream().filter(arm -> arm.name().equals(name)).findFirst().orElseThrow();
  }
}
