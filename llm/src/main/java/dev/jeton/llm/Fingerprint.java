package dev.jeton.llm;

import dev.jeton.weights.gguf.Gguf;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** A number that tells models apart: FNV-1a with 64 bits. */
final class Fingerprint {
  private static final int BYTES = 1024;

  private long hash = 0xcbf29ce484222325L;

  private Fingerprint() {}

  /** Of names, types and shapes of all tensors and the first of their bytes. Not 0. */
  static long of(Gguf file) {
    var print = new Fingerprint();
    for (var tensor : file.tensors().values()) {
      print.add(tensor.toString().getBytes(StandardCharsets.UTF_8));
      long size = Math.min(BYTES, tensor.data().byteSize());
      print.add(tensor.data().asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
    }
    return print.hash == 0 ? 1 : print.hash;
  }

  private void add(byte[] bytes) {
    for (byte b : bytes) {
      hash = (hash ^ b & 0xFF) * 0x100000001b3L;
    }
  }
}
