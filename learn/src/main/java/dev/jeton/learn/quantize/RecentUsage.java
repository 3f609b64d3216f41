package dev.jeton.learn.quantize;

import dev.jeton.core.Vocabulary;
import dev.jeton.learn.TrainingException;
import dev.jeton.measure.CodebookUsage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Which codes the last steps of a training chose, level by level: collapse looks like convergence
 * unless this is shown.
 */
public final class RecentUsage {
  private final Vocabulary vocabulary;
  private final int steps;
  private final Deque<int[]> recent = new ArrayDeque<>();

  /**
   * @param steps how many are looked back, at least 1
   */
  public RecentUsage(Vocabulary vocabulary, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("expected to look back 1 step or more, found " + steps);
    }
    this.vocabulary = vocabulary;
    this.steps = steps;
  }

  /**
   * Adds a step's ids and forgets those that are too old.
   *
   * @param ids {@code [n][levels]}; −1 where a level was dropped
   */
  public void add(int[] ids) {
    if (ids.length % vocabulary.levels() != 0) {
      throw new IllegalArgumentException(
          "expected %d ids per vector, found %d in all".formatted(vocabulary.levels(), ids.length));
    }
    if (recent.size() == steps) {
      recent.removeFirst();
    }
    recent.addLast(ids.clone());
  }

  /** What was chosen, coarse to fine. */
  public List<CodebookUsage> perLevel() {
    int levels = vocabulary.levels();
    var usages = new ArrayList<CodebookUsage>();
    for (int level = 0; level < levels; level++) {
      var usage = new CodebookUsage(vocabulary.size(level));
      for (int[] ids : recent) {
        var chosen = new int[ids.length / levels];
        int kept = 0;
        for (int i = level; i < ids.length; i += levels) {
          if (ids[i] >= 0) {
            chosen[kept++] = ids[i];
          }
        }
        usage.add(Arrays.copyOf(chosen, kept));
      }
      usages.add(usage);
    }
    return usages;
  }

  /**
   * Stops a training whose codes have collapsed.
   *
   * @param share of a level's codes that its perplexity must reach, 0..1
   * @throws TrainingException that names the level, its used codes and its perplexity
   */
  public void expect(double share) {
    var usages = perLevel();
    for (int level = 0; level < usages.size(); level++) {
      var usage = usages.get(level);
      double least = share * usage.size();
      if (usage.total() > 0 && usage.perplexity() < least) {
        throw new TrainingException(
            String.format(
                Locale.ROOT,
                "codes collapsed: level %d used %d of %d in %d steps, perplexity %.1f, expected at least %.1f",
                level,
                usage.used(),
                usage.size(),
                recent.size(),
                usage.perplexity(),
                least));
      }
    }
  }

  /** Such as {@code used 98.4 % 71.0 %, perplexity 812 333}: a number per level. */
  @Override
  public String toString() {
    var used = new StringBuilder("used");
    var even = new StringBuilder(", perplexity");
    for (var usage : perLevel()) {
      used.append(String.format(Locale.ROOT, " %.1f %%", 100 * usage.share()));
      even.append(String.format(Locale.ROOT, " %.0f", usage.perplexity()));
    }
    return used.append(even).toString();
  }
}
