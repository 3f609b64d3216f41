package dev.jeton.weights.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.text.file.GgufType;
import dev.jeton.text.file.GgufValue;
import dev.jeton.weights.WeightFileException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GgufTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "F32")
  void blocksBecomeTheNumbersThatGgufPyMakesOfThem(TensorType type) throws IOException {
    var file = GoldenBlocks.file();
    var tensor = file.tensor(type.name().toLowerCase(Locale.ROOT));
    assertEquals(type, tensor.type());
    assertArrayEquals(new long[] {2, 512}, tensor.shape());
    float[] expected = file.tensor(tensor.name() + ".expected").floats();
    assertArrayEquals(expected, tensor.floats());
    var row = new float[600];
    tensor.read(1, 2, row, 88);
    assertArrayEquals(Arrays.copyOfRange(expected, 512, 1024), Arrays.copyOfRange(row, 88, 600));
  }

  @Test
  void aMappedFileSaysTheSame() throws IOException {
    var path = Files.write(folder.resolve("blocks.gguf"), GoldenBlocks.bytes());
    var file = GoldenBlocks.file();
    try (var arena = Arena.ofConfined()) {
      var mapped = Gguf.map(path, arena);
      assertEquals(file.metadata().values().keySet(), mapped.metadata().values().keySet());
      for (var tensor : file.tensors().values()) {
        assertEquals(-1, tensor.data().mismatch(mapped.tensor(tensor.name()).data()));
      }
    }
  }

  @Test
  void keysKeepTheirTypes() throws IOException {
    var metadata = GoldenBlocks.file().metadata();
    assertEquals("Grüße", metadata.text("test.text").orElseThrow());
    assertArrayEquals(new double[] {1, -2, 3}, metadata.numbers("test.numbers"));
    assertEquals(0.1, metadata.number("test.real").orElseThrow());
    assertEquals(
        new GgufValue.Whole(GgufType.U64, (1L << 53) + 1), metadata.values().get("test.whole"));
    assertEquals(new GgufValue.Whole(GgufType.FLAG, 1), metadata.values().get("test.flag"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test.text | test.real | key 'test.real' stands there twice",
        "q4_0.expected | q5_0.expected | tensor 'q5_0.expected' stands there twice",
        "GGUF | GGUX | expected a GGUF file, found something else"
      })
  void namesAreThereOnce(String text, String other, String expected) throws IOException {
    var content = new String(GoldenBlocks.bytes(), StandardCharsets.ISO_8859_1);
    int at = content.indexOf(text);
    byte[] bytes = GoldenBlocks.bytes();
    System.arraycopy(other.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, at, other.length());
    assertRefused(bytes, expected);
  }

  @Test
  void numbersOfTensorsAreNotBelieved() throws IOException {
    byte[] good = GoldenBlocks.bytes();
    int entry = new String(good, StandardCharsets.ISO_8859_1).indexOf("q6_k") + 4;
    assertRefused(with(good, entry, 9), "'q6_k': expected at most 4 dimensions, found 9");
    assertRefused(with(good, entry + 4, 0), "'q6_k': expected sizes of 1 to 2^31 - 1, found 0");
    assertRefused(with(good, entry + 8, -1), "'q6_k': expected sizes of 1 to 2^31 - 1, found");
    assertRefused(with(good, entry + 4, 500), "expected rows of whole blocks of 256 numbers");
    assertRefused(with(good, entry + 4, 1 << 30), "is the file cut?");
    assertRefused(with(good, entry + 20, 23), "'q6_k' has the type 23, readable are F32 F16");
    assertRefused(with(good, entry + 24, 7), "expected a place that 32 divides, found 7");
    assertRefused(with(good, entry + 24, 0), "begins at 0, within the tensor before it");
    assertRefused(with(good, entry + 28, 1), "is the file cut?");
    assertRefused(with(good, 8, -1), "tensors, found");
    assertRefused(with(good, 4, 1), "expected GGUF version 2 or 3");
    assertRefused(Arrays.copyOf(good, good.length - 20_000), "is the file cut?");
    assertRefused(Arrays.copyOf(good, entry), "found the file's end after");
  }

  private static byte[] with(byte[] good, int at, int number) {
    byte[] bytes = good.clone();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
    return bytes;
  }

  private static void assertRefused(byte[] bytes, String expected) {
    var said =
        assertThrows(WeightFileException.class, () -> Gguf.parse(bytes, "bad.gguf")).getMessage();
    assertTrue(String.valueOf(said).contains(expected), said);
    assertTrue(String.valueOf(said).startsWith("bad.gguf: "), said);
    assertEquals(1, String.valueOf(said).lines().count(), said);
  }
}
