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
      List.of(
          new Entry("demo", "Turns a photo into tokens and back and makes a page.", Demo::new),
          new Entry("encode", "Turns images into .jeton files.", Encode::new),
          new Entry("decode", "Turns .jeton files back into images.", Decode::new),
          new Entry("inspect", "Says what is in .jeton files.", Inspect::new),
          new Entry("compare", "Sets a codec beside JPEG and WebP at equal bytes.", Compare::new),
          new Entry("codecs", "Lists the codecs that are built in.", ListCodecs::new),
          new Entry("train", "Trains a codec on your own photos.", Train::new));

  private Commands() {}
}
