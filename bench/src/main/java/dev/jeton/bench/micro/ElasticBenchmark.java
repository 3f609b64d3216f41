package dev.jeton.bench.micro;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Codecs;
import dev.jeton.core.Signal;
import dev.jeton.core.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Pictures of 64 x 64 pixels to 64 tokens and back, one thread, 32 in turn; time per picture. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Djeton.threads=1"})
public class ElasticBenchmark {
  private static final int SIDE = 64;
  private static final int BATCH = 32;

  private record Ready(
      Codec<Signal.Image> codec, List<Signal.Image> images, List<Tokens.Ids> tokens) {
    @SuppressWarnings("unchecked") // the family is for images
    static Ready of() throws IOException {
      var codec = (Codec<Signal.Image>) Codecs.open("elastic-64");
      var images = new ArrayList<Signal.Image>();
      var tokens = new ArrayList<Tokens.Ids>();
      for (int i = 0; i < BATCH; i++) {
        images.add(waves(i));
        tokens.add(codec.encode(images.getLast(), Budget.UNLIMITED));
      }
      return new Ready(codec, images, tokens);
    }

    private static Signal.Image waves(int index) {
      var pixels = new float[SIDE * SIDE * 3];
      for (int i = 0; i < pixels.length; i++) {
        int x = i / 3 % SIDE;
        int y = i / 3 / SIDE;
        double wave = Math.sin(x * 0.03 * index + i % 3) * Math.cos(y * 0.07);
        pixels[i] = (float) (0.5 + 0.2 * wave);
      }
      return new Signal.Image(SIDE, SIDE, pixels);
    }
  }

  private final AtomicReference<Ready> ready = new AtomicReference<>();

  @Setup
  public void open() throws IOException {
    ready.set(Ready.of());
  }

  /** Picture to tokens. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void encode(Blackhole hole) {
    var now = ready.get();
    now.images().forEach(image -> hole.consume(now.codec().encode(image, Budget.UNLIMITED)));
  }

  /** All tokens to picture. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void decode(Blackhole hole) {
    var now = ready.get();
    now.tokens().forEach(tokens -> hole.consume(now.codec().decode(tokens)));
  }
}
