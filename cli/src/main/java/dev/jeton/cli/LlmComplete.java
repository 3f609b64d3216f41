package dev.jeton.cli;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.Model;
import dev.jeton.llm.bytes.ByteGeneration;
import dev.jeton.llm.bytes.ByteModel;
import dev.jeton.llm.bytes.Gap;
import dev.jeton.text.bytes.Utf8;
import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton llm complete}: what a model puts at a place of a file. */
final class LlmComplete extends Subcommand {

  /** What was put there. */
  record Result(String text, String order, int passes) {}

  @Parameters(
      paramLabel = "FILE:LINE:COL",
      description =
          "A place in a text file in UTF-8, before the character of this column; both from 1.")
  private String place = "";

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--bytes",
      paramLabel = "N",
      defaultValue = "120",
      description = "Bytes at most (${DEFAULT-VALUE}).")
  private int bytes;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "1",
      description = "Ends before the end of so many lines (${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = "--order",
      description =
          "prefix (what stands behind is not seen), prefix_suffix or suffix_prefix; without it the"
              + " last where the model fills gaps, else the first.")
  private Gap.@Nullable Order order;

  @Option(
      names = "--exact-bytes",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Tokens reach over the place, all that can; with --no-exact-bytes one begins there"
              + " (${DEFAULT-VALUE}).")
  private boolean exactBytes = true;

  @Option(names = "--healed", description = "Only the token before the place is taken back.")
  private boolean healed;

  @Option(
      names = "--temperature",
      defaultValue = "0",
      description = "0 for the likeliest bytes (${DEFAULT-VALUE}).")
  private double temperature;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same text (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (bytes < 1 || lines < 1) {
      throw usage(
          "expected --bytes and --lines of 1 or more, found %d, %d".formatted(bytes, lines));
    }
    FilePlace where;
    try {
      where = FilePlace.of(place);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
    var sides = where.read();
    try (var opened = model.open()) {
      fill(opened, new Gap(sides.before(), sides.behind()));
    }
    return 0;
  }

  private void fill(Model opened, Gap gap) throws IOException {
    var tokenizer = model.tokenizer(opened);
    var chosen =
        order != null ? order : Gap.filledBy(opened) ? Gap.Order.SUFFIX_PREFIX : Gap.Order.PREFIX;
    var session = gap.open(ByteModel.of(opened, tokenizer), chosen, start());
    var generation =
        new ByteGeneration(session, Sampler.ofTemperature(temperature), new SplittableRandom(seed));
    var text = Utf8.decode(generation.run(Math.min(bytes, session.room()), this::full));
    if (json) {
      Json.print(out(), new Result(cut(text), chosen.name(), session.passes()));
    } else {
      out().println(cut(text));
    }
  }

  private ByteModel.Start start() {
    return healed
        ? ByteModel.Start.HEALED
        : exactBytes ? ByteModel.Start.EXACT : ByteModel.Start.PLAIN;
  }

  private boolean full(byte[] text) {
    int ends = 0;
    for (byte b : text) {
      ends += b == '\n' ? 1 : 0;
    }
    return ends >= lines;
  }

  private String cut(String text) {
    return full(Utf8.encode(text)) ? text.substring(0, text.lastIndexOf('\n')) : text;
  }
}
