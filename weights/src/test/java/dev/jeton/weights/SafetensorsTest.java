package dev.jeton.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir private Path folder;

  private static byte[] file(String header, int dataBytes) {
    var json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  @Test
  void everyTypeComesBack() throws IOException {
    var values = new float[] {0, 1, 2, 250};
    var tensors = new LinkedHashMap<String, WeightTensor>();
    for (var type : WeightTensor.Type.values()) {
      tensors.put("t." + type, WeightTensor.of(type, values, 2, 2));
    }
    tensors.put("long", WeightTensor.of(new long[] {Long.MIN_VALUE, 7}, 2));
    tensors.put("one", WeightTensor.of(WeightTensor.Type.F32, new float[] {5}));
    tensors.put("none", WeightTensor.of(WeightTensor.Type.F16, new float[0], 0, 3));
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("made by", "a test \"quoted\" ü");
    var path = folder.resolve("a.safetensors");
    new Safetensors(tensors, metadata).write(path);

    try (var arena = Arena.ofConfined()) {
      for (var read : List.of(Safetensors.read(path), Safetensors.map(path, arena))) {
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.tensors().keySet()));
        assertEquals(metadata, read.metadata());
        for (var type : WeightTensor.Type.values()) {
          assertArrayEquals(values, read.tensor("t." + type).floats(), type.toString());
          assertArrayEquals(new long[] {2, 2}, read.tensor("t." + type).shape());
        }
        assertArrayEquals(new long[] {Long.MIN_VALUE, 7}, read.tensor("long").longs());
        assertArrayEquals(new float[] {5}, read.tensor("one").floats());
        assertEquals(0, read.tensor("none").count());
      }
    }
    assertFalse(Files.exists(folder.resolve("a.safetensors.part")));
  }

  @Test
  void halvesRoundToTheNearest() {
    var seed = new Seed();
    var values = seed.normals(500, 3);
    var half = WeightTensor.of(WeightTensor.Type.F16, values, 500).floats();
    var brain = WeightTensor.of(WeightTensor.Type.BF16, values, 500).floats();
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], half[i], Math.abs(values[i]) / 2048 + 1e-7, seed);
      assertEquals(values[i], brain[i], Math.abs(values[i]) / 256 + 1e-7, seed);
    }
    assertTrue(
        Float.isNaN(
            WeightTensor.of(WeightTensor.Type.BF16, new float[] {Float.NaN}, 1).floats()[0]));
  }

  /** Python: {@code safetensors.numpy.save({"a": numpy.array([1.5, -2], "float32")})}, 0.5.3. */
  @Test
  void readsWhatTheReferenceWrites() throws IOException {
    var bytes = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}   ", 8);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(bytes.length - 8, 1.5f)
        .putFloat(bytes.length - 4, -2);
    assertArrayEquals(new float[] {1.5f, -2}, Safetensors.parse(bytes, "x").tensor("a").floats());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "[];0;expected START_OBJECT",
        "{\"a\":3};0;expected START_OBJECT",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]};8;no JSON",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} {};8;goes on after its end",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}};7;within 7 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}};9;1 bytes belong to no tensor",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}};8;takes 12 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}};8;no sound data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}};8;no sound data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}};8;no sound data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}};8;negative size",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}};8;type 'F64'",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}};0;overflow",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[99999999999999999999],\"data_offsets\":[0,0]}};0;no JSON",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,0]}};0;negative size",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2],\"x\":1}};2;unknown field",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}};3;expected it from 2",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[2,3]}};3;twice",
        "{\"__metadata__\":{\"a\":{}}};0;expected VALUE_STRING",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,1]}};1;more than 16",
      })
  void hostileHeadersAreRefusedInOneLine(String header, int dataBytes, String problem) {
    refused(file(header, dataBytes), problem);
  }

  @Test
  void absurdLengthsAreRefused() {
    refused(new byte[0], "at least 8 bytes");
    refused(new byte[7], "at least 8 bytes");
    for (long length : new long[] {0, 1, 9, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      var bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      refused(bytes, "the header claims " + length + " bytes");
    }
  }

  @Test
  void flippedBytesNeverCrash() throws IOException {
    var seed = new Seed();
    var tensors = new LinkedHashMap<String, WeightTensor>();
    tensors.put("a", WeightTensor.of(WeightTensor.Type.F32, seed.normals(6, 1), 2, 3));
    tensors.put("b", WeightTensor.of(WeightTensor.Type.F16, seed.normals(4, 1), 4));
    var path = folder.resolve("b.safetensors");
    new Safetensors(tensors, new LinkedHashMap<>()).write(path);
    var whole = Files.readAllBytes(path);
    for (int i = 0; i < 5_000; i++) {
      var bytes = java.util.Arrays.copyOf(whole, whole.length - seed.random().nextInt(3));
      bytes[seed.random().nextInt(bytes.length)] = (byte) seed.random().nextInt();
      try {
        Safetensors.parse(bytes, "x");
      } catch (WeightFileException e) {
        assertEquals(1, String.valueOf(e.getMessage()).lines().count(), seed);
      }
    }
  }

  private static void refused(byte[] bytes, String problem) {
    var e =
        assertThrows(WeightFileException.class, () -> Safetensors.parse(bytes, "x.safetensors"));
    var message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("x.safetensors: "), message);
    assertTrue(message.contains(problem), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void theFingerprintIsTheStartOfSha256() {
    // printf abc | sha256sum
    assertEquals(
        0xba7816bf8f01cfeaL, Safetensors.fingerprint("abc".getBytes(StandardCharsets.UTF_8)));
  }
}
