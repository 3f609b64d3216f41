package dev.jeton.bench.peers;

import dev.jeton.bench.MachineLoad;
import dev.jeton.bench.ToolArguments;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Tokenizers beside their peers in one run. Words: texts, files or folders. Options: {@code
 * --words} for texts of one word too, {@code --sizes=1,16,100} of these in megabytes (peers have
 * those of one only), {@code --threads=N} for an arm of so many threads too, {@code --files=A:B}
 * tokenizer.json files, {@code --encodings=A,B}, {@code --python=PYTHON} with tiktoken and
 * tokenizers, {@code --djl=FOLDER} of DJL's jars, {@code --turns=N}, {@code --seconds=S} of a turn,
 * {@code --busy}, {@code --json}.
 */
public final class TextTool implements ToolProvider {
  @Override
  public String name() {
    return "jeton-bench-text";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    var arguments = ToolArguments.of(args);
    var lines = arguments.has("json") ? err : out;
    var load = MachineLoad.line(arguments.has("busy"));
    lines.println(load);
    lines.println("megabytes of UTF-8 per second, median [range] of turns");
    var rounds =
        new Rounds(
            lines,
            Integer.parseInt(arguments.option("turns", "7")),
            Double.parseDouble(arguments.option("seconds", "0.2")));
    try {
      var rows = peers(arguments).run(rounds, Stopwatch.WALL);
      if (arguments.has("json")) {
        var result = new LinkedHashMap<String, Object>();
        result.put("load", load);
        result.put("unit", "MB/s");
        result.put("rows", rows);
        PeersTool.print(out, result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  private static TextPeers peers(ToolArguments arguments) throws IOException {
    var corpora = new ArrayList<Corpus>();
    for (var text : arguments.words()) {
      corpora.add(Corpus.of(Path.of(text)));
    }
    if (arguments.has("words")) {
      for (var size : list(arguments.option("sizes", "1"), ",")) {
        corpora.addAll(LongWords.of(Integer.parseInt(size)));
      }
    }
    return new TextPeers(
        corpora,
        Integer.parseInt(arguments.option("threads", "1")),
        list(arguments.option("encodings", ""), ","),
        list(arguments.option("files", ""), File.pathSeparator).stream().map(Path::of).toList(),
        arguments.has("python")
            ? PythonScript.command(
                Path.of(arguments.option("python", "")), "text_peers.py", Stopwatch.WALL.name())
            : List.of(),
        arguments.has("djl")
            ? DjlPeer.command(Path.of(arguments.option("djl", "")), Stopwatch.WALL)
            : List.of());
  }

  private static List<String> list(String text, String separator) {
    return text.isEmpty() ? List.of() : List.of(text.split(Pattern.quote(separator), -1));
  }
}
