package dev.jeton.cli;

import dev.jeton.core.Codecs;
import java.util.List;

/** Lists what is built in. */
final class ListCodecs extends Subcommand {

  record Entry(String family, List<String> names, String summary) {}

  @Override
  public Integer call() {
    var entries =
        Codecs.providers().stream()
            .map(p -> new Entry(p.family(), p.names(), p.summary()))
            .toList();
    if (json) {
      Json.print(out(), entries);
    } else {
      for (var entry : entries) {
        out().printf("%-12s %s%n", String.join(" ", entry.names()), entry.summary());
      }
    }
    return 0;
  }
}
