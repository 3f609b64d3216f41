package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers of {@code jeton llm bench}, without the libraries of others. */
class LlmPeerTest {
  /**
   * As much of llama3.java as its driver asks for: of eight logits that of the last id is highest.
   */
  private static final String LLAMA3 =
      """
      package com.llama4j;

      import java.nio.file.Path;
      import java.util.*;
      import java.util.function.IntConsumer;

      public class Llama3 {}

      class ModelLoader {
        static Llama loadModel(Path file, int context, boolean weights) {
          return new Llama();
        }
      }

      class FloatTensor {
        float[] values = new float[8];

        int size() {
          return values.length;
        }

        float getFloat(int id) {
          return values[id];
        }

        void setFloat(int id, float value) {
          values[id] = value;
        }

        void softmaxInPlace(int from, int size) {
          for (int i = 0; i < size; i++) {
            values[i] = values[i] == 0 ? 1f / 16 : 9f / 16;
          }
        }
      }

      interface Sampler {
        int sampleToken(FloatTensor logits);

        Sampler ARGMAX = logits -> {
          int best = 0;
          for (int i = 1; i < logits.size(); i++) {
            best = logits.getFloat(i) > logits.getFloat(best) ? i : best;
          }
          return best;
        };
      }

      class Llama {
        static class State {}

        State createNewState(int batch) {
          return new State();
        }

        static List<Integer> generateTokens(
            Llama model, State state, int start, List<Integer> prompt, Set<Integer> stop, int most,
            Sampler sampler, boolean echo, IntConsumer said) {
          for (int position = prompt.size() - 1; position < most; position++) {
            var logits = new FloatTensor();
            logits.setFloat(prompt.getLast(), 1);
            sampler.sampleToken(logits);
          }
          return List.of();
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void aDriverIsCompiledAndAnswers() throws IOException {
    var source = Files.writeString(folder.resolve("Llama3.java"), LLAMA3);
    try (var peer = Llama3Java.start(source, folder.resolve("model.gguf"), 1, 32)) {
      assertEquals("llama3.java", peer.name());
      assertTrue(peer.loadSeconds() >= 0);
      assertTrue(peer.prefill(new int[] {1, 2, 3}).seconds() >= 0);
      assertTrue(peer.decode(new int[] {1, 2, 3}, 4).cpu() >= 0);
      var next = peer.next(new int[] {1, 2, 3}, 2);
      assertEquals(List.of(3, 0), next.ids());
      assertEquals(Math.log(9f / 16), next.logs().getFirst(), 1e-6);
    }
  }

  @Test
  void whatDoesNotStartComplainsInOneLine() throws IOException {
    var none = folder.resolve("none.java");
    var missing =
        assertThrows(IOException.class, () -> Llama3Java.start(none, folder.resolve("m"), 1, 32));
    assertEquals(none + ": there is no such file", missing.getMessage());
    var source = Files.writeString(folder.resolve("Llama3.java"), "class Llama3 { int a = b; }");
    var broken =
        assertThrows(IOException.class, () -> Llama3Java.start(source, folder.resolve("m"), 1, 32));
    var message = String.valueOf(broken.getMessage());
    assertTrue(message.startsWith("llama3.java: javac: "), message);
    assertFalse(message.contains("\n"), message);
    var jar = Files.writeString(folder.resolve("llama.jar"), "no jar");
    assertThrows(
        IOException.class, () -> KherudLlama.start(jar.toString(), folder.resolve("m"), 1, 32));
  }

  @Test
  void answersAreFlatObjects() throws IOException {
    assertEquals(
        Map.of("seconds", "0.5", "cpu", "1e-3", "ids", "1 2"),
        PeerProcess.values("{\"seconds\":0.5,\"cpu\":1e-3,\"ids\":\"1 2\"}"));
    assertEquals("A.java:1: error: b", JavaDriver.firstError("warning: c\nA.java:1: error: b\n"));
    assertEquals("c", JavaDriver.firstError("c\nd"));
  }

  @Test
  void turnsAreSummedUpByMedianAndRange() {
    assertEquals("2.50 [1.00-9.00]", LlmBenchResult.range(List.of(9.0, 1.0, 2.0, 3.0)));
    assertEquals(3, LlmBenchResult.median(List.of(9.0, 1.0, 3.0)));
  }

  @Test
  void agreementIsAboutProbabilitiesNotNames() {
    double[] ours = {-3, -1, -1, -2};
    var next = new PeerProcess.Next(List.of(2, 1, 3), List.of(-1.25, -1.0, -2.5));
    var same = LlmBenchResult.Agreement.of("one", ours, next);
    assertEquals(new LlmBenchResult.Agreement("one", 0, 3, 0.5), same);
    var other =
        LlmBenchResult.Agreement.of("one", ours, new PeerProcess.Next(List.of(0), List.of()));
    assertEquals(2, other.below());
    assertTrue(Double.isNaN(other.furthest()), other.toString());
    assertTrue(other.toString().endsWith("tells no probabilities"), other.toString());
  }
}
