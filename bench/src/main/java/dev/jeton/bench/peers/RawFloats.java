package dev.jeton.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Arrays that several processes share: little-endian floats in a file. */
final class RawFloats {
  private RawFloats() {}

  static float[] normals(int n, long seed) {
    var random = new SplittableRandom(seed);
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static Path write(float[] values) {
    try {
      var file = Files.createTempFile("jeton-bench", ".f32");
      file.toFile().deleteOnExit();
      var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      return Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static float[] read(Path file) {
    try {
      var floats =
          ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      var values = new float[floats.remaining()];
      floats.get(values);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
