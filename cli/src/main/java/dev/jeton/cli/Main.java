package dev.jeton.cli;

import dev.jeton.cli.Commands.Entry;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The command {@code jeton}. Exit codes: 0 ok, 1 failed, 2 wrong usage. */
public final class Main {
  private Main() {}

  /** Starts the program. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    if (out.checkError() && code == 0) {
      code = Complaints.FAILED;
    }
    StderrReader.finish();
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs one command line and gives the exit code; prints to nothing but the two writers. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    int code;
    try {
      code =
          commandLine(args)
              .setOut(out)
              .setErr(err)
              .setExpandAtFiles(false)
              .setUnmatchedOptionsAllowedAsOptionParameters(false)
              .setCaseInsensitiveEnumValuesAllowed(true)
              .setUsageHelpWidth(100)
              .setParameterExceptionHandler(Complaints::usage)
              .setExecutionExceptionHandler(Complaints::failure)
              .execute(args);
    } catch (OutOfMemoryError e) {
      Complaints.print(Complaints.reason(e), e, err, false);
      code = Complaints.FAILED;
    }
    out.flush();
    err.flush();
    return code;
  }

  /** The command that {@code args} name with its options, the others by name and description. */
  private static CommandLine commandLine(String[] args) {
    var root = CommandSpec.create().name("jeton");
    root.usageMessage()
        .description("Turns signals into short sequences of tokens and back.")
        .synopsisSubcommandLabel("COMMAND")
        .footer("", "'jeton COMMAND --help' tells more about a command.");
    root.addOption(flag("Show this help.", "-h", "--help").usageHelp(true).build());
    root.addOption(flag("Show the version.", "-V", "--version").versionHelp(true).build());
    root.version("jeton " + version());
    var words = Arrays.stream(args).filter(arg -> !arg.startsWith("-")).toList();
    addAll(Commands.ALL, root, words);
    var commandLine = new CommandLine(root);
    commandLine.setExecutionStrategy(
        parsed -> {
          if (CommandLine.executeHelpRequest(parsed) != null) {
            return 0;
          }
          var last = parsed.asCommandLineList().getLast();
          if (last.getCommandSpec().userObject() == null) {
            throw new ParameterException(last, "no command given");
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    return commandLine;
  }

  /** Adds {@code entries} below {@code parent}; what {@code words} begin with gets its options. */
  private static void addAll(List<Entry> entries, CommandSpec parent, List<String> words) {
    for (var entry : entries) {
      boolean named = !words.isEmpty() && entry.name().equals(words.getFirst());
      var create = entry.create();
      var spec =
          named && create != null
              ? CommandSpec.forAnnotatedObject(create.get())
              : CommandSpec.create();
      spec.usageMessage().description(entry.description());
      if (named && create == null) {
        spec.addOption(flag("Show this help.", "-h", "--help").usageHelp(true).build());
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
      }
      if (named) {
        addAll(entry.below(), spec, words.subList(1, words.size()));
      }
      parent.addSubcommand(entry.name(), spec);
    }
  }

  private static OptionSpec.Builder flag(String description, String... names) {
    return OptionSpec.builder(names).description(description).type(boolean.class).arity("0");
  }

  /** The version that Maven wrote into the jar; {@code development} where there is no jar. */
  private static String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
