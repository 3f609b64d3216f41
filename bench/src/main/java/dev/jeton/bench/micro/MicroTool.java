package dev.jeton.bench.micro;

import dev.jeton.bench.MachineLoad;
import dev.jeton.bench.ToolArguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.spi.ToolProvider;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The JMH benchmarks of this package whose names hold one of the words; all without words. Options:
 * {@code --json}, {@code --busy}, {@code --trial} (one short iteration each, to see that they run).
 */
public final class MicroTool implements ToolProvider {
  @Override
  public String name() {
    return "jeton-bench-micro";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    var arguments = ToolArguments.of(args);
    boolean json = arguments.has("json");
    var load = MachineLoad.line(arguments.has("busy"));
    (json ? err : out).println(load);
    (json ? err : out).flush();
    try {
      var results = Files.createTempFile("jeton-bench", ".json");
      try {
        var options = options(arguments).resultFormat(ResultFormatType.JSON);
        var format =
            OutputFormatFactory.createFormatInstance(
                json ? System.err : System.out, VerboseMode.NORMAL);
        var found = new Runner(options.result(results.toString()).build(), format).run();
        if (found.isEmpty()) {
          throw new IllegalArgumentException("no benchmark is named so");
        }
        if (json) {
          out.println(Files.readString(results).strip());
        }
        return 0;
      } finally {
        Files.deleteIfExists(results);
      }
    } catch (RunnerException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The JVM's own arguments are not handed on: those of the launcher are for another class path.
   */
  private static ChainedOptionsBuilder options(ToolArguments arguments) {
    ChainedOptionsBuilder options =
        new OptionsBuilder().jvmArgs("-Djava.awt.headless=true").shouldFailOnError(true);
    arguments.words().forEach(options::include);
    if (arguments.has("trial")) {
      var instant = TimeValue.milliseconds(20);
      options.warmupIterations(0).measurementIterations(1).measurementTime(instant);
    }
    return options;
  }
}
