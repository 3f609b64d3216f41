package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.llm.kv.CacheType;
import dev.jeton.testkit.Seed;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on the disk go on as if they had never been there; broken ones are refused. */
class SessionFileTest {
  private static final RandomModel SHAPE = new RandomModel(2, 256, 256, 4, 2, 512, 256);

  private final Seed seed = new Seed();
  @TempDir Path folder;

  private Model model(long weights) throws IOException {
    var file = folder.resolve("model" + weights + ".gguf");
    SHAPE.write(TensorType.Q8_0, weights, file);
    return Model.open(file, Precision.MAPPED);
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    try (var model = model(1)) {
      for (int length : new int[] {0, 1, 64, 130}) {
        var type = length == 130 ? CacheType.F16 : CacheType.F32;
        var session = model.session(200, type);
        for (int i = 0; i < length; i++) {
          session.append(seed.random().nextInt(512));
        }
        var file = folder.resolve("session");
        session.save(file);
        assertFalse(Files.exists(folder.resolve("session.part")));
        var again = model.restore(file);
        assertArrayEquals(session.ids(), again.ids());
        assertEquals(200, again.context());
        assertEquals(session.bytes(), again.bytes());
        if (length > 0) {
          assertArrayEquals(session.logits(), again.logits());
        } else {
          assertThrows(IllegalStateException.class, again::logits);
        }
        session.append(7, 8, 9);
        again.append(7, 8, 9);
        assertArrayEquals(session.logits(), again.logits(), 1e-4f, seed);
        again.truncate(1);
        session.truncate(1);
        again.append(3);
        session.append(3);
        assertArrayEquals(session.logits(), again.logits(), 1e-4f, seed);
      }
    }
  }

  @Test
  void brokenAndForeignFilesAreRefused() throws IOException {
    var file = folder.resolve("session");
    try (var model = model(1)) {
      var session = model.session();
      session.append(1, 2, 3, 4, 5);
      session.save(file);
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < 400; i++) {
        byte[] broken = bytes.clone();
        int at = i < 40 ? i : seed.random().nextInt(bytes.length);
        broken[at] ^= (byte) (1 << seed.random().nextInt(8));
        refused(model, broken);
      }
      for (int i = 0; i < 100; i++) {
        refused(model, Arrays.copyOf(bytes, seed.random().nextInt(bytes.length)));
      }
      refused(model, Arrays.copyOf(bytes, bytes.length + 1));
      Files.write(file, bytes);
      model.restore(file);
    }
    try (var other = model(2)) {
      var e = assertThrows(ModelException.class, () -> other.restore(file));
      assertEquals(
          file + ": expected a session of this model, found one of another", e.getMessage());
    }
  }

  private void refused(Model model, byte[] bytes) throws IOException {
    var file = Files.write(folder.resolve("broken"), bytes);
    var e = assertThrows(ModelException.class, () -> model.restore(file), seed);
    var said = String.valueOf(e.getMessage());
    assertTrue(said.startsWith(file + ": expected ") && said.lines().count() == 1, said);
  }
}
