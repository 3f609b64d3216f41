package dev.jeton.cli;

import java.io.IOException;
import picocli.CommandLine.Parameters;

/** {@code jeton models show}. */
final class ShowModel extends Subcommand {

  record Result(String name, long bytes, String card) {}

  @Parameters(paramLabel = "NAME", description = "Model, see 'jeton models'.")
  private String name = "";

  @Override
  public Integer call() throws IOException {
    var shelf = new ModelShelf();
    var bytes = shelf.models().get(name);
    if (bytes == null) {
      throw usage(
          "no model named '%s'; there are %s"
              .formatted(name, String.join(", ", shelf.models().keySet())));
    }
    if (json) {
      Json.print(out(), new Result(name, bytes, shelf.card(name)));
    } else {
      out().print(shelf.card(name));
    }
    return 0;
  }
}
