package dev.jeton.cli;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C while the program answers stops the answer; at any other time it ends the program, as it
 * always does. Java has no supported way to take a signal; {@code sun.misc.Signal} of the module
 * {@code jdk.unsupported} is exported for this. Where it cannot be had, Ctrl-C ends the program.
 */
final class Interrupts implements AutoCloseable {
  private static final String INTERRUPT = "INT";

  private volatile boolean answering;
  private final SignalHandler before;

  /**
   * Takes Ctrl-C until it is closed.
   *
   * @param stop what stops an answer, on another thread
   */
  Interrupts(Runnable stop) {
    before =
        handle(
            signal -> {
              if (answering) {
                stop.run();
              } else {
                Runtime.getRuntime().exit(128 + signal.getNumber());
              }
            });
  }

  /** An answer begins or is over. */
  void answering(boolean now) {
    answering = now;
  }

  private static SignalHandler handle(SignalHandler handler) {
    try {
      return Signal.handle(new Signal(INTERRUPT), handler);
    } catch (IllegalArgumentException e) {
      return SignalHandler.SIG_DFL; // the JVM was told not to (-Xrs)
    }
  }

  @Override
  public void close() {
    handle(before);
  }
}
