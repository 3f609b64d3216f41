package dev.jeton.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MachineLoadTest {

  @Test
  void busyMachinesAreRefusedOrMarked() {
    assertEquals("begun at a load average of 0.50", MachineLoad.line(0.5, false));
    assertEquals("BUSY: begun at a load average of 0.51, above 0.5", MachineLoad.line(0.51, true));
    var thrown = assertThrows(IllegalArgumentException.class, () -> MachineLoad.line(2, false));
    assertTrue(String.valueOf(thrown.getMessage()).contains("give --busy"));
  }
}
