package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The logits of transformers, for every architecture, at once and one by one. */
class ParityTest {
  private static final double MOST = 1e-3;

  static final List<String> MODELS =
      List.of(
          "llama", "llama-linear", "mistral", "qwen2", "qwen3", "gemma2", "gemma3", "phi3", "gpt2");

  static Stream<Arguments> sequences() {
    return MODELS.stream()
        .flatMap(model -> Stream.of(0, 1).map(number -> Arguments.of(model, number)));
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void logitsAreThoseOfTransformers(String name, int number)
      throws IOException, URISyntaxException {
    var golden = Golden.Sequence.of(name, number);
    for (var precision : List.of(Precision.FLOATS, Precision.MAPPED)) {
      try (var model = Model.open(Golden.path(name + ".gguf"), precision)) {
        var session = session(model, golden.ids().length);
        assertNear(golden, session.appendAll(golden.ids()));
        assertNear(golden, oneByOne(session(model, golden.ids().length), golden.ids()));
        assertNear(golden, inParts(session(model, golden.ids().length), golden.ids()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void aFolderOfTransformersSaysTheSame(String name, int number)
      throws IOException, URISyntaxException {
    var golden = Golden.Sequence.of(name, number);
    try (var model = Model.open(Golden.path(name), Precision.MAPPED)) {
      assertNear(golden, session(model, golden.ids().length).appendAll(golden.ids()));
    }
  }

  /** Phi 3 turns keys otherwise in sessions longer than 32; the shorter ones are such. */
  private static Session session(Model model, int length) {
    return model.session(length <= 32 ? 32 : model.shape().context());
  }

  private static float[] oneByOne(Session session, int[] ids) {
    int vocabulary = session.model().shape().vocabulary();
    var logits = new float[ids.length * vocabulary];
    for (int i = 0; i < ids.length; i++) {
      session.append(ids[i]);
      System.arraycopy(session.logits(), 0, logits, i * vocabulary, vocabulary);
    }
    return logits;
  }

  private static float[] inParts(Session session, int[] ids) {
    int half = ids.length / 2 + 1;
    float[] first = session.appendAll(Arrays.copyOf(ids, half));
    float[] second = session.appendAll(Arrays.copyOfRange(ids, half, ids.length));
    float[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static void assertNear(Golden.Sequence golden, float[] logits) {
    int vocabulary = logits.length / golden.ids().length;
    int rows = Math.ceilDiv(golden.ids().length, golden.step());
    assertEquals(rows * vocabulary, golden.logits().length);
    for (int row = 0; row < rows; row++) {
      for (int id = 0; id < vocabulary; id++) {
        double difference =
            Math.abs(
                golden.logits()[row * vocabulary + id]
                    - logits[row * golden.step() * vocabulary + id]);
        assertTrue(difference <= MOST, () -> "difference " + difference);
      }
    }
  }
}
