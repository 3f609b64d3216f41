package dev.jeton.measure;

import dev.jeton.core.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How often each code of a codebook was chosen, and how evenly. */
public final class CodebookUsage {
  private final long[] counts;
  private long total;

  /**
   * @param size codes in the codebook, at least 1
   */
  public CodebookUsage(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("expected at least 1 code, found " + size);
    }
    counts = new long[size];
  }

  /** The usage of each level of some tokens, coarse to fine. */
  public static List<CodebookUsage> perLevel(Tokens.Ids tokens) {
    var layout = tokens.layout();
    var usages = new ArrayList<CodebookUsage>();
    for (int level = 0; level < layout.levels(); level++) {
      var usage = new CodebookUsage(layout.vocabulary().size(level));
      int end = Math.min(layout.start(level + 1), tokens.length());
      if (layout.start(level) < end) {
        usage.add(Arrays.copyOfRange(tokens.ids(), layout.start(level), end));
      }
      usages.add(usage);
    }
    return List.copyOf(usages);
  }

  /**
   * Counts ids.
   *
   * @param ids each in 0..size - 1
   */
  public void add(int[] ids) {
    for (int id : ids) {
      if (id < 0 || id >= counts.length) {
        throw new IllegalArgumentException(
            "expected ids of 0..%d, found %d".formatted(counts.length - 1, id));
      }
    }
    for (int id : ids) {
      counts[id]++;
    }
    total += ids.length;
  }

  /** Codes in the codebook. */
  public int size() {
    return counts.length;
  }

  /** Ids counted so far. */
  public long total() {
    return total;
  }

  /** How often a code was chosen. */
  public long count(int id) {
    return counts[id];
  }

  /** Codes that were chosen at least once. */
  public int used() {
    return (int) Arrays.stream(counts).filter(count -> count > 0).count();
  }

  /** Share of the codebook that was chosen at least once, 0..1. */
  public double share() {
    return (double) used() / counts.length;
  }

  /** Entropy of the ids in bits, 0..log2(size); 0 before the first id. */
  public double entropyBits() {
    double entropy = 0;
    for (long count : counts) {
      if (count > 0) {
        double share = (double) count / total;
        entropy -= share * Math.log(share);
      }
    }
    return entropy / Math.log(2);
  }

  /** Number of equally likely codes of the same entropy, {@code 2^entropy}: 1..size. */
  public double perplexity() {
    return Math.pow(2, entropyBits());
  }
}
