package dev.jeton.torch;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch;

/** Where tensors live. */
public enum Device {
  CPU,
  CUDA;

  /**
   * Reads {@code cpu} or {@code cuda}.
   *
   * @throws IllegalArgumentException for other names, and where this libtorch finds no GPU
   */
  public static Device of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "cpu" -> CPU;
      case "cuda" -> {
        Torch.start();
        if (!torch.cuda_is_available()) {
          throw new IllegalArgumentException(
              "device cuda: this libtorch finds no GPU (build with mvn -Pgpu on a machine with CUDA 13)");
        }
        yield CUDA;
      }
      default -> throw new IllegalArgumentException("device is cpu or cuda, found '" + name + "'");
    };
  }

  org.bytedeco.pytorch.Device handle() {
    return new org.bytedeco.pytorch.Device(name().toLowerCase(Locale.ROOT));
  }
}
