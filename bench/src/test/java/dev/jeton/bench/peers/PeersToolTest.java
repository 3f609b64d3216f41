package dev.jeton.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

class PeersToolTest {
  private final StringWriter said = new StringWriter();
  private final Rounds rounds = new Rounds(new PrintWriter(said), 1, 1e-4);

  @Test
  void nearestCodeHasFourArmsAndTheIdsAgree() {
    var peers = new NearestPeers(List.of(new NearestPeers.Size(100, 8, 64)), List.of());
    var rows = peers.run(rounds, Stopwatch.WALL);
    assertEquals(
        List.of("Vector API", "libtorch", "libtorch product", "scalar"),
        rows.getFirst().rates().stream().map(Rounds.Rate::arm).toList());
    assertTrue(rows.getFirst().rates().stream().allMatch(rate -> rate.median() > 0));
    assertTrue(said.toString().contains("differ from libtorch's: 0"), said.toString());
  }

  @Test
  void matrixProductHasFourArms() {
    var rows = new GemmPeers(List.of(64)).run(rounds, Stopwatch.WALL);
    assertEquals(4, rows.getFirst().rates().size());
  }

  @Test
  void aPeerThatEndsIsNamed() {
    var peers = new NearestPeers(List.of(new NearestPeers.Size(10, 8, 8)), List.of("true"));
    var thrown = assertThrows(RuntimeException.class, () -> peers.run(rounds, Stopwatch.WALL));
    assertTrue(String.valueOf(thrown.getMessage()).contains("the peer ended"));
  }

  @Test
  void bothToolsAreFound() {
    assertTrue(ToolProvider.findFirst("jeton-bench-peers").isPresent());
    assertTrue(ToolProvider.findFirst("jeton-bench-micro").isPresent());
  }
}
