package dev.jeton.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;

/**
 * A Java program that drives a library of others, compiled against it when it is needed, so that
 * the library is no dependency of ours.
 *
 * @param what it drives, for complaints
 * @param resource its source, beside this class
 * @param main its class
 * @param classPath jars of the library
 * @param sources of the library
 * @param compileOptions further ones of javac
 */
record JavaDriver(
    String what,
    String resource,
    String main,
    List<Path> classPath,
    List<Path> sources,
    List<String> compileOptions) {

  /**
   * Compiles and starts it.
   *
   * @param jvmOptions further ones of java
   * @throws IOException if a file is missing, it does not compile or does not start
   */
  PeerProcess start(List<String> jvmOptions, List<String> arguments) throws IOException {
    for (var file : concat(classPath, sources)) {
      if (!Files.isRegularFile(file)) {
        throw new IOException(file + ": there is no such file");
      }
    }
    var folder = Files.createTempDirectory("jeton-driver-");
    try {
      compile(folder);
    } catch (IOException e) {
      PeerProcess.delete(List.of(folder));
      throw e;
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", joined(concat(List.of(folder), classPath)), main));
    command.addAll(arguments);
    return new PeerProcess(what, command, folder, List.of(folder));
  }

  private void compile(Path folder) throws IOException {
    var source = folder.resolve(resource);
    try (var in = Objects.requireNonNull(JavaDriver.class.getResourceAsStream(resource))) {
      Files.write(source, in.readAllBytes());
    }
    var javac =
        ToolProvider.findFirst("javac")
            .orElseThrow(() -> new IOException("expected a JDK with javac, found none"));
    var arguments = new ArrayList<>(compileOptions);
    arguments.addAll(List.of("-nowarn", "-d", folder.toString()));
    if (!classPath.isEmpty()) {
      arguments.addAll(List.of("-cp", joined(classPath)));
    }
    concat(sources, List.of(source)).forEach(file -> arguments.add(file.toString()));
    var said = new StringWriter();
    var out = new PrintWriter(said);
    if (javac.run(out, out, arguments.toArray(String[]::new)) != 0) {
      throw new IOException(what + ": javac: " + firstError(said.toString()));
    }
  }

  /** Of what javac said. */
  static String firstError(String said) {
    return said.lines()
        .filter(line -> line.contains("error:"))
        .findFirst()
        .orElseGet(() -> said.lines().findFirst().orElse("it says nothing"));
  }

  private static List<Path> concat(List<Path> some, List<Path> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static String joined(List<Path> paths) {
    return String.join(
        File.pathSeparator, paths.stream().map(path -> path.toAbsolutePath().toString()).toList());
  }
}
