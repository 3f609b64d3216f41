package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LibtorchTest {

  @Test
  void commandsThatRunLoadNoClassOfIt() throws Exception {
    var classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("bytedeco"))
            .collect(Collectors.joining(File.pathSeparator));
    var process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-verbose:class",
                "-cp",
                classPath,
                "dev.jeton.cli.WarmUp",
                "compute")
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
    for (var command : new String[] {"Encode", "Decode", "Inspect", "Compare"}) {
      assertTrue(said.contains("dev.jeton.cli." + command + " "), command);
    }
    assertFalse(said.contains("org.bytedeco"), "a class of libtorch's binding was loaded");
    assertFalse(said.contains("dev.jeton.torch"), "a class of the module torch was loaded");
  }
}
