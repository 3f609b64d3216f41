package dev.jeton.weights.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GgufWriteTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"Q8_0", "Q4_0"})
  void plainBlocksAreThoseOfGgufPy(TensorType type) throws IOException {
    var file = GoldenBlocks.file();
    float[] numbers = file.tensor("numbers").floats();
    var ours = GgufTensor.of("x", type, numbers, 24, 256);
    var theirs = file.tensor("numbers." + type.name().toLowerCase(Locale.ROOT));
    assertArrayEquals(
        theirs.data().toArray(ValueLayout.JAVA_BYTE), ours.data().toArray(ValueLayout.JAVA_BYTE));
  }

  /**
   * Root of the mean squared error over the standard deviation, of normally distributed numbers.
   */
  @ParameterizedTest
  @CsvSource({"F32, 0", "F16, 3e-4", "Q8_0, 0.0065", "Q6_K, 0.0185", "Q4_K, 0.076", "Q4_0, 0.095"})
  void errorsAreAsSmallAsTheTypeAllows(TensorType type, double most) {
    var seed = new Seed();
    float[] numbers = seed.normals(256 * 256, 0.02);
    float[] decoded = GgufTensor.of("x", type, numbers, 256, 256).floats();
    double error = 0;
    for (int i = 0; i < numbers.length; i++) {
      error += Math.pow(decoded[i] - numbers[i], 2);
    }
    double relative = Math.sqrt(error / numbers.length) / 0.02;
    assertTrue(relative <= most, () -> relative + " of " + type + "; " + seed.get());
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "Q8_0", "Q4_0", "Q4_K", "Q6_K"})
  void oddBlocksKeepWhatTheyCan(TensorType type) throws IOException {
    float[] nothing = GgufTensor.of("x", type, new float[256], 256).floats();
    assertArrayEquals(new float[256], nothing, 1e-30f); // zeros of either sign
    float[] numbers = GoldenBlocks.file().tensor("numbers").floats();
    float[] decoded = GgufTensor.of("x", type, numbers, 24, 256).floats();
    // scales have 16 bits, which count from 6e-8 on
    double steps = type == TensorType.F32 || type == TensorType.F16 ? 1000 : 7;
    for (int row = 0; row < 24; row++) {
      double largest = 0;
      double error = 0;
      for (int i = row * 256; i < row * 256 + 256; i++) {
        largest = Math.max(largest, Math.abs(numbers[i]));
        error = Math.max(error, Math.abs(numbers[i] - decoded[i]));
      }
      assertTrue(error <= largest / steps + 1e-5, "row " + row + " of " + type + ": " + error);
    }
  }

  @Test
  void aWrittenFileIsReadAgain() throws IOException {
    var file = GoldenBlocks.file();
    var path = folder.resolve("again.gguf");
    file.write(path);
    var again = Gguf.parse(Files.readAllBytes(path), "again");
    assertEquals(
        new ArrayList<>(file.tensors().keySet()), new ArrayList<>(again.tensors().keySet()));
    for (var tensor : file.tensors().values()) {
      assertEquals(-1, tensor.data().mismatch(again.tensor(tensor.name()).data()));
      assertArrayEquals(tensor.shape(), again.tensor(tensor.name()).shape());
    }
    for (var key : file.metadata().values().keySet()) {
      if (!key.equals("test.numbers")) { // an array, which equals only itself
        assertEquals(file.metadata().values().get(key), again.metadata().values().get(key));
      }
    }
    assertArrayEquals(
        file.metadata().numbers("test.numbers"), again.metadata().numbers("test.numbers"));
    assertFalse(Files.exists(folder.resolve("again.gguf.part")));
    // gguf-py's own bytes, as it pads and orders likewise
    assertArrayEquals(GoldenBlocks.bytes(), Files.readAllBytes(path));
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> GgufTensor.of("x", TensorType.Q5_K, new float[256], 256));
    assertThrows(
        IllegalArgumentException.class,
        () -> GgufTensor.of("x", TensorType.Q4_K, new float[512], 4, 128));
    assertThrows(
        IllegalArgumentException.class,
        () -> GgufTensor.of("x", TensorType.F32, new float[] {Float.NaN}, 1));
  }
}
