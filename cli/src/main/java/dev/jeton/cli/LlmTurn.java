package dev.jeton.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.jeton.kernels.Kernels;
import dev.jeton.llm.Batch;
import dev.jeton.llm.Model;
import dev.jeton.llm.Session;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Ours of what {@code jeton llm bench} takes the time of. */
final class LlmTurn implements LlmPeer {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Model model;
  private final double loadSeconds;
  private final float[] logits;

  /** Of a model that its caller closes. */
  LlmTurn(Model model, double loadSeconds) {
    this.model = model;
    this.loadSeconds = loadSeconds;
    logits = new float[model.shape().vocabulary()];
  }

  private static Time timed(Runnable work) {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    return new Time((System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
  }

  @Override
  public String name() {
    return "jeton";
  }

  @Override
  public double loadSeconds() {
    return loadSeconds;
  }

  @Override
  public Time prefill(int[] ids) {
    var session = model.session();
    return timed(() -> session.append(ids));
  }

  @Override
  public Time decode(int[] ids, int tokens) {
    var session = model.session();
    session.append(ids);
    return timed(
        () -> {
          for (int i = 0; i < tokens; i++) {
            session.append(likeliest(session));
          }
        });
  }

  /** Natural logarithms of the probabilities of all ids after {@code ids}. */
  double[] logs(int[] ids) {
    var session = model.session();
    session.append(ids);
    float highest = logits[likeliest(session)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - highest);
    }
    double all = highest + Math.log(sum);
    return IntStream.range(0, logits.length).mapToDouble(id -> logits[id] - all).toArray();
  }

  @Override
  public void close() {}

  /** As {@link #decode} for several sessions in one batch; tokens of one of them. */
  Time together(int[] ids, int tokens, int sessions) {
    var all = new ArrayList<Session>();
    for (int i = 0; i < sessions; i++) {
      all.add(model.session());
      all.getLast().append(Arrays.copyOf(ids, ids.length - i % 4));
    }
    var batch = new Batch(model);
    return timed(
        () -> {
          for (int i = 0; i < tokens; i++) {
            var more = new ArrayList<int[]>();
            all.forEach(session -> more.add(new int[] {likeliest(session)}));
            batch.append(List.copyOf(all), more);
          }
        });
  }

  /** Seconds of one pass over {@code n} tokens, after what {@code ids} say. */
  double pass(int[] ids, int n) {
    var session = model.session();
    session.append(ids);
    int[] more = Arrays.copyOf(ids, n);
    return timed(() -> session.append(more)).seconds();
  }

  private int likeliest(Session session) {
    session.logits(logits);
    int best = 0;
    for (int id = 1; id < logits.length; id++) {
      if (logits[id] > logits[best]) {
        best = id;
      }
    }
    return best;
  }

  /** Bytes per second that all threads together read, the best of some tries. */
  static double memoryBytesPerSecond() {
    int parts = Kernels.threads();
    var memory = new float[parts][1 << 25]; // 128 MiB each: no cache holds them
    var sums = new float[parts];
    double best = 0;
    for (int i = 0; i < 8; i++) {
      var time =
          timed(
              () ->
                  Kernels.share(
                      parts,
                      Double.MAX_VALUE,
                      (from, to) -> {
                        for (int p = from; p < to; p++) {
                          sums[p] = Kernels.sum(memory[p], 0, memory[p].length);
                        }
                      }));
      best = Math.max(best, 4.0 * parts * memory[0].length / time.seconds());
    }
    return best;
  }
}
