package dev.jeton.bench.peers;

import dev.jeton.kernels.CodePanels;
import dev.jeton.kernels.Kernels;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.MatrixOps;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import dev.jeton.torch.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Nearest-code search: the Vector API, plain loops, libtorch (product and argmin, and the product
 * alone) and Faiss. Arguments: {@code [--cpu] [PYTHON SCRIPT]}, where SCRIPT is {@code
 * bench/peers/faiss_flat.py} and PYTHON has faiss-cpu. Threads: {@code -Djeton.threads}, and for
 * libtorch's OpenBLAS the environment's {@code OPENBLAS_NUM_THREADS}.
 */
final class NearestPeers {
  /** Vectors, dimensions, codes. */
  private static final int[][] SIZES = {
    {20_000, 8, 1024},
    {20_000, 16, 1024},
    {20_000, 32, 1024},
    {20_000, 64, 1024},
    {20_000, 256, 1024},
    {5_000, 32, 16_384}
  };

  private NearestPeers() {}

  public static void main(String[] args) {
    var words = new ArrayList<>(List.of(args));
    var watch = Stopwatch.of(words, Kernels.threads());
    words.remove("--cpu");
    Torch.threads(Kernels.threads());
    Rounds.header("nearest code", watch, Kernels.implementation(), Kernels.threads());
    var remote = new LinkedHashMap<String, RemoteArm>();
    remote.put("scalar", ScalarPeer.start(watch));
    if (words.isEmpty()) {
      System.out.println("Faiss: not asked for; give PYTHON and bench/peers/faiss_flat.py");
    } else {
      words.addAll(List.of(watch.name(), "" + Kernels.threads()));
      remote.put("Faiss", new RemoteArm(words));
    }
    for (int[] size : SIZES) {
      compare(size[0], size[1], size[2], watch, remote);
    }
    remote.values().forEach(RemoteArm::close);
  }

  private static void compare(
      int n, int dim, int size, Stopwatch watch, LinkedHashMap<String, RemoteArm> remote) {
    float[] z = RawFloats.normals(n * dim, 1);
    float[] codes = RawFloats.normals(size * dim, 2);
    String files = "nearest " + RawFloats.write(z) + " " + RawFloats.write(codes);
    remote.values().forEach(arm -> arm.load(files + " " + n + " " + dim + " " + size));
    var panels = CodePanels.of(codes, size, dim);
    var ids = new int[n];
    try (var scope = new Scope()) {
      var zTensor = Tensor.of(z, n, dim);
      var transposed = Tensor.of(codes, size, dim).transpose(0, 1);
      var norms = transposed.square().sum(0);
      var arms = new LinkedHashMap<String, Arm>();
      arms.put("Vector API", Arm.here(watch, () -> Kernels.nearest(z, n, panels, ids)));
      arms.put(
          "libtorch",
          inScope(
              watch,
              () -> {
                var unused =
                    IndexOps.argmin(MatrixOps.addProduct(norms, zTensor, transposed, -2), 1);
              }));
      arms.put(
          "libtorch product",
          inScope(
              watch,
              () -> {
                var unused = zTensor.matmul(transposed);
              }));
      arms.putAll(remote);
      Rounds.row(n + ", " + dim + ", " + size, 2.0 * n * dim * size, arms);
      long[] theirs =
          IndexOps.argmin(MatrixOps.addProduct(norms, zTensor, transposed, -2), 1).toLongs();
      int differ = 0;
      for (int i = 0; i < n; i++) {
        differ += theirs[i] == ids[i] ? 0 : 1;
      }
      System.out.println("  ids that differ from libtorch's: " + differ);
    }
  }

  /** An arm whose tensors are freed after each repeat. */
  static Arm inScope(Stopwatch watch, Runnable work) {
    return Arm.here(
        watch,
        () -> {
          try (var scope = new Scope()) {
            work.run();
          }
        });
  }
}
