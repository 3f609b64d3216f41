package dev.jeton.cli;

import dev.jeton.text.TokenizerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton text decode}: the bytes of ids, nothing added. */
final class TextDecode extends Subcommand {

  /** The text of one input. */
  record Result(String input, String text) {}

  @Parameters(
      paramLabel = "IN",
      arity = "0..1",
      description =
          "File of ids with spaces, commas or line breaks between; - or none for standard"
              + " input.")
  private Path path = StandardStreams.DASH;

  @Option(names = "--ids", paramLabel = "IDS", description = "Take these ids instead of a file.")
  private @Nullable String ids;

  @Option(
      names = "--skip-special",
      description = "Leave out control tokens, such as [CLS] or <|endoftext|>.")
  private boolean skipSpecial;

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();

  @Override
  public Integer call() throws IOException {
    if (ids != null && !path.equals(StandardStreams.DASH)) {
      throw usage("--ids and a file exclude each other");
    }
    var input = new Inputs(path, path);
    var name = ids == null ? input.name() : "--ids";
    var list = ids == null ? new String(TextInputs.bytes(input), StandardCharsets.UTF_8) : ids;
    int[] given = parsed(list, name);
    var opened = tokenizer.open(this);
    int[] parsed = skipSpecial ? opened.withoutSpecials(given) : given;
    if (json) {
      Json.print(out(), new Result(name, opened.decode(parsed)));
    } else {
      StandardStreams.write(opened.decodeBytes(parsed));
    }
    return 0;
  }

  private static int[] parsed(String list, String name) {
    var words = List.of(list.strip().split("[\\s,\\[\\]]+"));
    return words.stream()
        .filter(word -> !word.isEmpty())
        .mapToInt(
            word -> {
              try {
                return Integer.parseInt(word);
              } catch (NumberFormatException e) {
                throw new TokenizerException(
                    "%s: expected ids, found '%s'"
                        .formatted(name, word.length() > 20 ? word.substring(0, 20) + "…" : word),
                    e);
              }
            })
        .toArray();
  }
}
