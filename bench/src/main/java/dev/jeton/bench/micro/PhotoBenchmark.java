package dev.jeton.bench.micro;

import dev.jeton.core.Budget;
import dev.jeton.core.JetonFile;
import dev.jeton.core.Signal;
import dev.jeton.core.Tokens;
import dev.jeton.media.image.ImageCodec;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A picture of 1,024 x 1,024 pixels to tokens, to bytes and back, all threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class PhotoBenchmark {
  private static final int SIDE = 1024;

  /** A codec and a picture ready to code. */
  private record Ready(ImageCodec codec, Signal.Image image, Tokens.Ids tokens, byte[] file) {
    static Ready of(String name) throws IOException {
      var codec = ImageCodec.open(name);
      var image = waves();
      var tokens = codec.encode(image, Budget.UNLIMITED);
      return new Ready(codec, image, tokens, new JetonFile(codec, tokens).bytes());
    }

    private static Signal.Image waves() {
      var pixels = new float[SIDE * SIDE * 3];
      for (int i = 0; i < pixels.length; i++) {
        int x = i / 3 % SIDE;
        int y = i / 3 / SIDE;
        double wave = Math.sin(x * 0.03 + i % 3) * Math.cos(y * 0.07) + Math.sin(x * y * 1e-3);
        pixels[i] = (float) (0.5 + 0.2 * wave);
      }
      return new Signal.Image(SIDE, SIDE, pixels);
    }
  }

  @Param({"photo", "patches"})
  String codec = "photo";

  private final AtomicReference<Ready> ready = new AtomicReference<>();

  @Setup
  public void open() throws IOException {
    ready.set(Ready.of(codec));
  }

  /** Picture to tokens, all levels. */
  @Benchmark
  public Tokens.Ids encode() {
    return ready.get().codec().encode(ready.get().image(), Budget.UNLIMITED);
  }

  /** Tokens to the bytes of a file. */
  @Benchmark
  public byte[] write() {
    return new JetonFile(ready.get().codec(), ready.get().tokens()).bytes();
  }

  /** The bytes of a file to tokens. */
  @Benchmark
  public JetonFile read() throws IOException {
    return JetonFile.read(ready.get().file(), ready.get().codec());
  }

  /** Tokens to picture. */
  @Benchmark
  public Signal.Image decode() {
    return ready.get().codec().decode(ready.get().tokens());
  }
}
