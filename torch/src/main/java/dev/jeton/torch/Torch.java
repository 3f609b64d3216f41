package dev.jeton.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's start. The environment has to be set before the library loads: threads that wait
 * without spinning (spinning costs a factor of 2 to 5 on a busy machine) and a single OpenBLAS
 * thread, since OpenBLAS does not heed {@link #threads(int)}; the system property {@code
 * jeton.blasThreads} asks for another number. Denormal numbers are flushed to zero on every thread
 * that opens a {@link Scope}.
 */
public final class Torch {
  private static final ThreadLocal<Boolean> FLUSHED = new ThreadLocal<>();

  private Torch() {}

  /** Loads libtorch if it is not loaded, and sets up the calling thread; about a second once. */
  public static void start() {
    Library.load();
    if (FLUSHED.get() == null) {
      Context.setFlushDenormal(true);
      FLUSHED.set(true);
    }
  }

  /** Threads that one operation may use; 1 or more. */
  public static void threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads: at least 1, found " + count);
    }
    start();
    torch.set_num_threads(count);
  }

  /** Threads that one operation uses now. */
  public static int threads() {
    start();
    return torch.get_num_threads();
  }

  /** Loaded at most once, on first use: the class initialiser is the lock. */
  private static final class Library {
    static {
      var blas = System.getProperty("jeton.blasThreads", "1");
      environment(Map.of("OMP_WAIT_POLICY", "PASSIVE", "OPENBLAS_NUM_THREADS", blas));
      try {
        Class.forName("org.bytedeco.pytorch.global.torch");
      } catch (ClassNotFoundException | LinkageError e) {
        throw new IllegalStateException(
            "libtorch does not load on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ": "
                + e.getMessage(),
            e);
      }
    }

    static void load() {}

    /** Sets what is not set yet, in the C library's environment; System.getenv does not see it. */
    private static void environment(Map<String, String> values) {
      var linker = Linker.nativeLinker();
      var setenv = linker.defaultLookup().find("setenv");
      if (setenv.isEmpty()) {
        return; // Windows: slower on a busy machine, nothing else
      }
      var call =
          linker.downcallHandle(
              setenv.get(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));
      try (var arena = Arena.ofConfined()) {
        for (var entry : values.entrySet()) {
          int unused =
              (int)
                  call.invokeExact(
                      arena.allocateFrom(entry.getKey()), arena.allocateFrom(entry.getValue()), 0);
        }
      } catch (Throwable e) {
        throw new IllegalStateException("setenv: " + e.getMessage(), e);
      }
    }
  }
}
