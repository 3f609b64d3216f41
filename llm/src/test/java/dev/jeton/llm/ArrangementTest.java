package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.llm.file.ModelFiles;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A large model says the same before, while and after its weights are copied. */
class ArrangementTest {
  private static final RandomModel SHAPE = new RandomModel(3, 512, 1024, 8, 4, 2048, 64);

  @TempDir Path folder;

  private Path file(TensorType type) throws IOException {
    var file = folder.resolve(type + ".gguf");
    if (!Files.exists(file)) {
      SHAPE.write(type, 1, file);
    }
    return file;
  }

  /** Opened as a model of {@code large} bytes and more is. */
  @SuppressWarnings("MustBeClosedChecker") // the model does
  private static Model open(Path file, long large) throws IOException {
    var arena = Arena.ofShared();
    return Model.of(ModelFiles.open(file, arena), Precision.ROUNDED, arena, large);
  }

  private static float[] logits(Model model, int... ids) {
    var session = model.session();
    session.append(ids);
    return session.logits();
  }

  @ParameterizedTest
  @EnumSource(names = {"Q8_0", "Q4_0", "Q4_K", "Q6_K"})
  @Timeout(60)
  void theSameBitsAtAnyTime(TensorType type) throws IOException {
    var file = file(type);
    try (var eager = open(file, Long.MAX_VALUE);
        var lazy = open(file, 0)) {
      assertTrue(eager.arranged());
      assertEquals(eager.bytesPerToken(), lazy.bytesPerToken());
      var expected = logits(eager, 5, 6, 7);
      for (boolean last = false; ; last = lazy.arranged()) {
        assertArrayEquals(expected, logits(lazy, 5, 6, 7));
        if (last) {
          break;
        }
      }
      lazy.awaitArranged();
      assertArrayEquals(expected, logits(lazy, 5, 6, 7));
    }
  }

  @Test
  void aCopyThatIsStoppedLeavesTheMatrixAsItWas() throws IOException {
    try (var arena = Arena.ofShared()) {
      var file = Gguf.map(file(TensorType.Q8_0), arena);
      var matrix = ArrangedMatrix.of(ModelTensors.required(file, "blk.0.ffn_down.weight"));
      var x = new float[3 * matrix.columns()];
      for (int i = 0; i < x.length; i++) {
        x[i] = i % 17 - 8;
      }
      var inPlace = new float[3 * matrix.rows()];
      matrix.multiply(x, 3, inPlace);
      for (boolean stop : new boolean[] {true, false}) {
        matrix.arrange(null, () -> stop);
        var found = new float[inPlace.length];
        matrix.multiply(x, 3, found);
        assertArrayEquals(inPlace, found);
      }
    }
  }

  @Test
  @Timeout(60)
  void aModelIsClosedInTheMiddle() throws IOException, InterruptedException {
    var uncaught = new CopyOnWriteArrayList<Throwable>();
    var before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    try {
      var file = file(TensorType.Q8_0);
      int unfinished = 0;
      for (int i = 0; i < 30; i++) {
        try (var model = open(file, 0)) {
          if (i % 3 == 1) {
            assertEquals(SHAPE.vocabulary(), logits(model, 1).length);
          }
          TimeUnit.MICROSECONDS.sleep(i * 50L);
          unfinished += model.arranged() ? 0 : 1;
        }
        assertEquals(List.of(), uncaught);
      }
      assertTrue(unfinished > 0, "all were arranged before they were closed");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  @Timeout(60)
  void weightsThatAreNoNumbersAreFoundByThePass() throws IOException {
    var file = file(TensorType.Q8_0);
    var tensor = "blk.1.ffn_down.weight";
    try (var arena = Arena.ofConfined()) {
      var whole = Gguf.map(file, arena);
      var bad = ModelTensors.required(whole, tensor);
      var data = MemorySegment.ofArray(bad.data().toArray(ValueLayout.JAVA_BYTE));
      data.set(ValueLayout.JAVA_SHORT_UNALIGNED, 34, (short) 0x7C00); // the second block's scale
      var tensors = new LinkedHashMap<>(whole.tensors());
      tensors.put(tensor, new GgufTensor(tensor, bad.type(), bad.shape(), data));
      new Gguf(whole.metadata(), tensors).write(folder.resolve("bad.gguf"));
    }
    var expected =
        "weights are no numbers: '%s', Q8_0: expected finite scales, found Infinity in row 0, block 1"
            .formatted(tensor);
    try (var model = open(folder.resolve("bad.gguf"), 0)) {
      var session = model.session();
      var said = assertThrows(ModelException.class, () -> session.append(7));
      assertEquals(expected, said.getMessage());
      assertEquals(0, session.length());
      said = assertThrows(ModelException.class, model::awaitArranged);
      assertEquals(expected, said.getMessage());
      assertThrows(ModelException.class, () -> session.append(7));
    }
  }
}
