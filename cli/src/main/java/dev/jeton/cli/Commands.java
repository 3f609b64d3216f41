package dev.jeton.cli;

import java.util.List;
import java.util.function.Supplier;

/** All commands. Only the one that is asked for is created, which keeps the start short. */
final class Commands {

  /**
   * A command.
   *
   * @param name as typed
   * @param description one sentence for the help
   */
  record Entry(String name, String description, Supplier<Subcommand> create) {}

  static final List<Entry> ALL =
      List.of(new Entry("codecs", "Lists the codecs that are built in.", ListCodecs::new));

  private Commands() {}
}
