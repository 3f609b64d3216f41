package dev.jeton.bench.peers;

import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.MatrixPanels;
import dev.jeton.kernels.MatrixView;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Product of two n x n matrices: the Vector API, the same with b packed beforehand, plain loops,
 * libtorch.
 *
 * @param sizes each n
 */
record GemmPeers(List<Integer> sizes) {
  static final GemmPeers STANDARD = new GemmPeers(List.of(128, 256, 512, 1024, 2048));

  List<Rounds.Row> run(Rounds rounds, Stopwatch watch) {
    var rows = new ArrayList<Rounds.Row>();
    try (var scalar = ScalarPeer.start(watch)) {
      for (int n : sizes) {
        rows.add(compare(n, rounds, watch, scalar));
      }
    }
    return rows;
  }

  private static Rounds.Row compare(int n, Rounds rounds, Stopwatch watch, RemoteArm scalar) {
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
      return rounds.row("" + n, 2.0 * n * n * n, arms);
    }
  }
}
