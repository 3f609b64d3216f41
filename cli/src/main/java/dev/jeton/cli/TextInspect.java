package dev.jeton.cli;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton text inspect}. */
final class TextInspect extends Subcommand {
  private static final int SHOWN = 20;

  /**
   * What a tokenizer file holds.
   *
   * @param size one more than the largest id
   * @param holes ids below the size that no token has
   * @param parts the file's parts
   * @param notApplied what the file asks for and is not done
   * @param special special tokens and their ids
   * @param tokens the tokens that were asked for
   */
  record Result(
      String format,
      int size,
      int holes,
      List<String> parts,
      List<String> notApplied,
      Map<String, Integer> special,
      Map<Integer, String> tokens) {

    List<String> lines() {
      var lines = new ArrayList<String>();
      lines.add("%s: ids 0 to %d, %d of them free".formatted(format, size - 1, holes));
      lines.addAll(parts);
      notApplied.forEach(what -> lines.add("not applied: " + what));
      special.entrySet().stream()
          .limit(SHOWN)
          .forEach(token -> lines.add("special %d %s".formatted(token.getValue(), token.getKey())));
      if (special.size() > SHOWN) {
        lines.add("… %d special tokens in all".formatted(special.size()));
      }
      tokens.forEach((id, token) -> lines.add("token %d %s".formatted(id, token)));
      return lines;
    }
  }

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();

  @Option(names = "--id", paramLabel = "ID", split = ",", description = "Show these tokens.")
  private List<Integer> ids = List.of();

  @Override
  public Integer call() throws IOException {
    var result = result(tokenizer.open(this));
    if (json) {
      Json.print(out(), result);
    } else {
      result.lines().forEach(out()::println);
    }
    return 0;
  }

  private Result result(Tokenizer opened) {
    var origin = opened.parts().origin();
    var special = new java.util.LinkedHashMap<String, Integer>();
    for (AddedToken token : opened.addedTokens()) {
      if (token.special()) {
        special.put(token.content(), token.id());
      }
    }
    var tokens = new TreeMap<Integer, String>();
    for (int id : ids) {
      tokens.put(id, VisibleBytes.of(opened.token(id)));
    }
    int free = (int) IntStream.range(0, opened.size()).filter(id -> !opened.has(id)).count();
    return new Result(
        origin.format(), opened.size(), free, origin.parts(), origin.notApplied(), special, tokens);
  }
}
