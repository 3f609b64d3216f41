package dev.jeton.bench.peers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Elapsed time, or, for a machine that others use too, the CPU time of this process. */
enum Stopwatch {
  WALL {
    @Override
    double seconds() {
      return System.nanoTime() * 1e-9;
    }
  },
  CPU {
    @Override
    double seconds() {
      var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      return system.getProcessCpuTime() * 1e-9;
    }
  };

  abstract double seconds();
}
