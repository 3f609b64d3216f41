package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.jeton.kernels.Kernels;
import dev.jeton.llm.kv.CacheType;
import dev.jeton.llm.kv.FullCache;
import dev.jeton.testkit.Seed;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with generations: runs on request, {@code -Djeton.soak=10000}. */
class SoakTest {
  private static final int GENERATIONS = Integer.getInteger("jeton.soak", 0);
  private static final RandomModel SHAPE = new RandomModel(2, 256, 512, 4, 2, 1024, 256);

  private final Seed seed = new Seed();
  @TempDir Path folder;

  private record Used(long heap, long resident) {
    static Used now() throws IOException {
      System.gc();
      var runtime = Runtime.getRuntime();
      long resident = 0;
      for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          resident = Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
      return new Used(runtime.totalMemory() - runtime.freeMemory(), resident);
    }
  }

  @Test
  void memoryStaysFlat() throws IOException {
    assumeTrue(GENERATIONS > 0, "skipped: runs with -Djeton.soak=10000");
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: needs Linux");
    var file = folder.resolve("model.gguf");
    SHAPE.write(TensorType.Q8_0, 3, file);
    var used = new ArrayList<Used>();
    try (var model = Model.open(file)) {
      var batch = new Batch(model);
      for (int i = 0; i < GENERATIONS; i++) {
        generate(model, batch, folder.resolve("session"), i);
        if ((i + 1) % Math.max(1, GENERATIONS / 10) == 0) {
          used.add(Used.now());
        }
      }
    }
    used.forEach(
        u -> System.err.printf("heap %.1f MB, resident %.1f MB%n", u.heap / 1e6, u.resident / 1e6));
    var early = used.get(used.size() / 2 - 1);
    var last = used.getLast();
    assertTrue(last.heap < early.heap + (4 << 20), () -> early + " became " + last);
    assertTrue(last.resident < early.resident + (32 << 20), () -> early + " became " + last);
  }

  /** Beside the cache's rows, which grow in pages. */
  @Test
  void stepsAllocateLittle() throws IOException {
    assumeTrue(GENERATIONS > 0, "skipped: runs with -Djeton.soak=10000");
    var file = folder.resolve("model.gguf");
    int layers = 4;
    new RandomModel(layers, 256, 512, 4, 2, 1024, 512).write(TensorType.Q8_0, 3, file);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var model = Model.open(file, Precision.ROUNDED)) {
      var never = new HashMap<Integer, Double>();
      model.ends().forEach(id -> never.put(id, Double.NEGATIVE_INFINITY));
      var endless = Sampling.GREEDY.withBias(never);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 30; i++) { // compiled when some thousand tokens are read
        var session = model.session();
        session.append(seed.random().ints(64, 0, 1024).toArray());
        var generation = new Generation(session, endless, seed.random());
        long before = threads.getTotalThreadAllocatedBytes();
        assertEquals(384, generation.run(384, id -> {}));
        long cached = 384L * FullCache.bytesPerRow(model.attention(512), CacheType.F32);
        least = Math.min(least, threads.getTotalThreadAllocatedBytes() - before - cached);
      }
      long perToken = least / 384;
      System.err.printf("%d bytes per token, %d threads%n", perToken, Kernels.threads());
      assertTrue(perToken < 256, () -> perToken + " bytes per token");
    }
  }

  /** A prompt, a fork, a few tokens of both in a batch, at times over the disk. */
  private void generate(Model model, Batch batch, Path file, int i) throws IOException {
    var session = model.session();
    for (int k = 0; k < 3; k++) {
      session.append(seed.random().nextInt(1024), seed.random().nextInt(1024));
    }
    var fork = session.fork();
    for (int k = 0; k < 4; k++) {
      int next = seed.random().nextInt(1024);
      batch.append(List.of(session, fork), List.of(new int[] {next}, new int[] {next, 1}));
    }
    if (i % 100 == 0) {
      session.save(file);
      model.restore(file).append(5);
    }
    fork.truncate(2);
  }
}
