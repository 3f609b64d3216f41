package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.llm.kv.Ancestors;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree of continuations in one pass is what each of its paths is alone. */
class LookTest {
  private final Seed seed = new Seed();

  @ParameterizedTest
  @ValueSource(strings = {"llama", "gemma3", "gpt2", "phi3"})
  void everyPathIsAsIfReadAlone(String name) throws IOException, URISyntaxException {
    try (var model = Model.open(Golden.path(name + ".gguf"))) {
      int vocabulary = model.shape().vocabulary();
      var session = model.session();
      session.append(seed.random().ints(37, 0, vocabulary).toArray());
      int[] draft = seed.random().ints(7, 0, vocabulary).toArray();
      int[] parents = {-1, 0, 0, 1, 2, 2, 4};
      float[] seen = session.look(draft, Ancestors.tree(parents));
      for (int row = 0; row < draft.length; row++) {
        var alone = model.session();
        alone.append(session.ids());
        alone.append(path(draft, parents, row));
        float[] expected = alone.logits();
        assertArrayEquals(
            expected, Arrays.copyOfRange(seen, row * vocabulary, (row + 1) * vocabulary), 1e-4f);
      }
      session.keep(0, 2, 4);
      var alone = model.session();
      alone.append(session.ids());
      assertEquals(40, session.length());
      assertEquals(draft[4], session.ids()[39]);
      assertArrayEquals(alone.logits(), session.logits(), 1e-4f);
      session.append(1, 2, 3);
      alone.append(1, 2, 3);
      assertArrayEquals(alone.logits(), session.logits(), 1e-4f);
      float[] before = session.logits();
      session.look(draft, Ancestors.tree(parents));
      session.keep();
      assertArrayEquals(before, session.logits());
      assertThrows(
          IllegalArgumentException.class, () -> session.look(draft, Ancestors.tree(-1, 0)));
    }
  }

  private static int[] path(int[] draft, int[] parents, int row) {
    var path = new java.util.ArrayDeque<Integer>();
    for (int at = row; at >= 0; at = parents[at]) {
      path.addFirst(draft[at]);
    }
    return path.stream().mapToInt(id -> id).toArray();
  }
}
