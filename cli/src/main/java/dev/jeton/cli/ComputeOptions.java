package dev.jeton.cli;

import dev.jeton.torch.Device;
import picocli.CommandLine.Option;

/** On what a training computes. */
final class ComputeOptions {
  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "Threads of libtorch; 0 for one per core (${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--device", defaultValue = "cpu", description = "cpu or cuda (${DEFAULT-VALUE}).")
  private String device = "cpu";

  /** Threads of libtorch, at least 1. */
  int threads(Subcommand command) {
    if (threads < 0) {
      throw command.usage("--threads is not below 0, found " + threads);
    }
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  Device device(Subcommand command) {
    try {
      return Device.of(device);
    } catch (IllegalArgumentException e) {
      throw command.usage(e.getMessage());
    }
  }
}
