package dev.jeton.papers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the numbers were measured on. */
final class Machine {
  private static final double QUIET = 0.5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Processor, cores, memory and JDK in words. */
  static String words() {
    var memory = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return "%s, %d cores, %d GB, JDK %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            Math.round(memory.getTotalMemorySize() / 1e9),
            Runtime.version());
  }

  /** Load average of the last minute; negative where the system has none. */
  static double load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return Math.round(load * 100) / 100.0;
  }

  /**
   * Waits until nothing else keeps this machine busy, five minutes at most.
   *
   * @return the load average then
   * @throws IOException if it stays busy
   */
  static double waitUntilQuiet() throws IOException {
    long last = System.nanoTime() + PATIENCE.toNanos();
    while (load() > QUIET) {
      if (System.nanoTime() > last) {
        throw new IOException(
            "the load average stays at %.2f, and timings are begun at %.1f or below"
                .formatted(load(), QUIET));
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("waiting for a quiet machine");
      }
    }
    return load();
  }

  private static String processor() {
    try {
      if (Files.exists(CPU_INFO)) {
        return model(Files.readString(CPU_INFO));
      }
      var process = new ProcessBuilder("sysctl", "-n", "machdep.cpu.brand_string").start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.isBlank() ? System.getProperty("os.arch") : said.strip();
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** The model that Linux tells, with family and number where it tells them too. */
  static String model(String cpuInfo) {
    var name = field(cpuInfo, "model name");
    if (name.isEmpty()) {
      return System.getProperty("os.arch");
    }
    var family = field(cpuInfo, "cpu family");
    return family.isEmpty()
        ? name
        : "%s (family %s, model %s)".formatted(name, family, field(cpuInfo, "model"));
  }

  private static String field(String cpuInfo, String name) {
    return cpuInfo
        .lines()
        .filter(line -> line.matches(name + "\\s*:.*"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
