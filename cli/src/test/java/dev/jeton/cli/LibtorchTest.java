package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.media.image.ImageFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibtorchTest {

  @Test
  void commandsThatRunLoadNoClassOfIt() throws Exception {
    var said = classesLoadedBy("dev.jeton.cli.WarmUp", "compute");
    for (var command : List.of("Encode", "Decode", "Inspect", "Compare", "PapersShow")) {
      assertTrue(said.contains("dev.jeton.cli." + command + " "), command);
    }
  }

  @Test
  void neitherDoesTheTrainingOfPatches(@TempDir Path folder) throws Exception {
    ImageFile.write(Pictures.waves(192, 176), folder.resolve("a.png"));
    var said =
        classesLoadedBy(
            "dev.jeton.cli.Main",
            "train",
            "patches",
            "--data=" + folder,
            "-o",
            folder.resolve("out").toString());
    assertTrue(said.contains("wrote "), said);
    assertTrue(Files.exists(folder.resolve("out/patches.safetensors")));
  }

  @Test
  void neitherDoesMakingPictures(@TempDir Path folder) throws Exception {
    var model = RandomGenerator.write(folder.resolve("model.safetensors"), false);
    var grid = folder.resolve("grid.png");
    var said =
        classesLoadedBy(
            "dev.jeton.cli.Main", "generate", "image", "--model=" + model, "-o", grid.toString());
    assertTrue(said.contains("16 pictures of cat, dog"), said);
    assertTrue(Files.exists(grid));
  }

  /** What a JVM without libtorch's binding says, and the classes that it loads. */
  private static String classesLoadedBy(String... words) throws Exception {
    var classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("bytedeco"))
            .collect(Collectors.joining(File.pathSeparator));
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"));
    command.addAll(List.of("-verbose:class", "-cp", classPath));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
    assertFalse(said.contains("org.bytedeco"), "a class of libtorch's binding was loaded");
    assertFalse(said.contains("dev.jeton.torch"), "a class of the module torch was loaded");
    return said;
  }
}
