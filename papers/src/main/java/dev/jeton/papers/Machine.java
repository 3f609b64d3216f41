package dev.jeton.papers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the numbers were measured on. */
final class Machine {
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
