package dev.jeton.bench.peers;

import dev.jeton.bench.MachineLoad;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Runs arms in turns, A B C A B C …, and prints the median and the range of each one's rate.
 *
 * @param out where a line per row goes
 * @param turns of each arm
 * @param turnSeconds each arm repeats its work for about this long per turn
 */
record Rounds(PrintWriter out, int turns, double turnSeconds) {
  /** Of the time of a turn, until code is compiled. */
  private static final int WARM_UP_TURNS = 15;

  /** Rates of one arm, in billions of operations per second. */
  record Rate(String arm, double median, double low, double high) {
    private static Rate of(String arm, double[] rates) {
      Arrays.sort(rates);
      return new Rate(arm, rates[rates.length / 2], rates[0], rates[rates.length - 1]);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %.1f [%.1f–%.1f]", arm, median, low, high);
    }
  }

  /** One size: what each arm reached, and the load average afterwards. */
  record Row(String size, List<Rate> rates, double load) {}

  /** One row: {@code operations} per work item of every arm. */
  Row row(String size, double operations, SequencedMap<String, Arm> arms) {
    var names = List.copyOf(arms.keySet());
    var rates = new double[names.size()][turns];
    int[] repeats = arms.values().stream().mapToInt(this::warmUp).toArray();
    for (int turn = 0; turn < turns; turn++) {
      int i = 0;
      for (var arm : arms.values()) {
        rates[i][turn] = operations * repeats[i] / arm.seconds(repeats[i]) * 1e-9;
        i++;
      }
    }
    var all = new ArrayList<Rate>();
    for (int i = 0; i < rates.length; i++) {
      all.add(Rate.of(names.get(i), rates[i]));
    }
    var row = new Row(size, all, MachineLoad.now());
    var line = new StringBuilder(String.format(Locale.ROOT, "%-16s", size));
    all.forEach(rate -> line.append("  ").append(rate));
    out.printf(Locale.ROOT, "%s  load %.1f%n", line, row.load());
    out.flush();
    return row;
  }

  /** Runs the arm until it is compiled; returns how often it fits in a turn. */
  private int warmUp(Arm arm) {
    int repeats = 1;
    double seconds = arm.seconds(1);
    for (double total = seconds; total < WARM_UP_TURNS * turnSeconds; total += seconds) {
      repeats = (int) Math.clamp(repeats * turnSeconds / seconds, 1, 2 * repeats);
      seconds = arm.seconds(repeats);
    }
    return repeats;
  }
}
