package dev.jeton.cli;

import java.io.IOException;
import java.util.ArrayList;

/** {@code jeton models}: what is shipped. */
final class ListModels extends Subcommand {

  record Entry(String name, long bytes, String summary) {}

  @Override
  public Integer call() throws IOException {
    var shelf = new ModelShelf();
    var entries = new ArrayList<Entry>();
    for (var model : shelf.models().entrySet()) {
      entries.add(new Entry(model.getKey(), model.getValue(), shelf.summary(model.getKey())));
    }
    if (json) {
      Json.print(out(), entries);
    } else {
      for (var entry : entries) {
        out().printf("%-12s %,10d bytes  %s%n", entry.name(), entry.bytes(), entry.summary());
      }
    }
    return 0;
  }
}
