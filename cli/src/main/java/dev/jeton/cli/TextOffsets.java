package dev.jeton.cli;

import dev.jeton.text.Encoding;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** {@code jeton text offsets}. */
final class TextOffsets extends Subcommand {

  /** A token and where it stands; ends are exclusive. */
  record Token(int id, int byteStart, int byteEnd, int charStart, int charEnd, String token) {
    @Override
    public String toString() {
      return "%d\t%d\t%d\t%d\t%d\t%s".formatted(id, byteStart, byteEnd, charStart, charEnd, token);
    }
  }

  /** The tokens of one input. */
  record Result(String input, List<Token> tokens) {
    @Override
    public String toString() {
      return tokens.stream().map(Token::toString).collect(Collectors.joining("\n"));
    }
  }

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();
  @Mixin private TextInputs texts = new TextInputs();

  @Override
  public Integer call() throws IOException {
    var opened = tokenizer.open(this);
    var inputs = texts.all(this);
    if (!json) {
      out().println("id\tbyte\tto\tchar\tto\ttoken" + (inputs.size() > 1 ? "\tinput" : ""));
    }
    var batch = new TextBatch(this, inputs);
    batch.run(
        input -> {
          var result =
              new Result(
                  texts.name(input), tokens(opened, opened.encodeWithOffsets(texts.read(input))));
          return json
              ? result
              : result.tokens().stream()
                  .map(token -> batch.line(token.toString(), input))
                  .collect(Collectors.joining(System.lineSeparator()));
        });
    return batch.finish();
  }

  private static List<Token> tokens(Tokenizer tokenizer, Encoding encoding) {
    var tokens = new ArrayList<Token>();
    for (int i = 0; i < encoding.length(); i++) {
      int id = encoding.ids()[i];
      tokens.add(
          new Token(
              id,
              encoding.byteStarts()[i],
              encoding.byteEnds()[i],
              encoding.charStarts()[i],
              encoding.charEnds()[i],
              VisibleBytes.of(tokenizer.token(id))));
    }
    return tokens;
  }
}
