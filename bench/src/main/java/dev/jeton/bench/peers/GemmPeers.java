package dev.jeton.bench.peers;

import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.MatrixPanels;
import dev.jeton.kernels.MatrixView;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import dev.jeton.torch.Torch;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Product of two n x n matrices: the Vector API, the same with b packed beforehand, plain loops,
 * libtorch. Argument: {@code [--cpu]}. Threads as in {@link NearestPeers}.
 */
final class GemmPeers {
  private static final int[] SIZES = {128, 256, 512, 1024, 2048};

  private GemmPeers() {}

  public static void main(String[] args) {
    var watch = Stopwatch.of(List.of(args), Kernels.threads());
    Torch.threads(Kernels.threads());
    Rounds.header("matrix product", watch, Kernels.implementation(), Kernels.threads());
    try (var scalar = ScalarPeer.start(watch)) {
      for (int n : SIZES) {
        compare(n, watch, scalar);
      }
    }
  }

  private static void compare(int n, Stopwatch watch, RemoteArm scalar) {
    float[] a = RawFloats.normals(n * n, 1);
    float[] b = RawFloats.normals(n * n, 2);
    scalar.load("gemm " + RawFloats.write(a) + " " + RawFloats.write(b) + " " + n);
    var left = MatrixView.of(a, n, n);
    var panels = MatrixPanels.of(MatrixView.of(b, n, n));
    var c = MatrixView.of(new float[n * n], n, n);
    try (var scope = new Scope()) {
      var aTensor = Tensor.of(a, n, n);
      var bTensor = Tensor.of(b, n, n);
      var arms = new LinkedHashMap<String, Arm>();
      arms.put("Vector API", Arm.here(watch, () -> Kernels.gemm(n, n, n, a, b, c.values())));
      arms.put("packed", Arm.here(watch, () -> Kernels.gemm(left, panels, c, false)));
      arms.put(
          "libtorch",
          NearestPeers.inScope(
              watch,
              () -> {
                var unused = aTensor.matmul(bTensor);
              }));
      arms.put("scalar", scalar);
      Rounds.row("" + n, 2.0 * n * n * n, arms);
    }
  }
}
