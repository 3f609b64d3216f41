package dev.jeton.bench.peers;

import dev.jeton.kernels.CodePanels;
import dev.jeton.kernels.Kernels;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.MatrixOps;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Nearest-code search: the Vector API, plain loops, libtorch (product and argmin, and the product
 * alone) and Faiss.
 *
 * @param sizes vectors, dimensions, codes
 * @param faiss the command of an arm with Faiss, see {@code bench/peers/faiss_flat.py}; empty for
 *     none
 */
record NearestPeers(List<Size> sizes, List<String> faiss) {
  record Size(int vectors, int dim, int codes) {
    @Override
    public String toString() {
      return vectors + ", " + dim + ", " + codes;
    }

    double operations() {
      return 2.0 * vectors * dim * codes;
    }
  }

  static final List<Size> STANDARD =
      List.of(
          new Size(20_000, 8, 1024),
          new Size(20_000, 16, 1024),
          new Size(20_000, 32, 1024),
          new Size(20_000, 64, 1024),
          new Size(20_000, 256, 1024),
          new Size(5_000, 32, 16_384));

  List<Rounds.Row> run(Rounds rounds, Stopwatch watch) {
    var rows = new ArrayList<Rounds.Row>();
    var remote = new LinkedHashMap<String, RemoteArm>();
    try {
      remote.put("scalar", ScalarPeer.start(watch));
      if (!faiss.isEmpty()) {
        remote.put("Faiss", new RemoteArm(faiss));
      }
      for (var size : sizes) {
        rows.add(compare(size, rounds, watch, remote));
      }
    } finally {
      remote.values().forEach(RemoteArm::close);
    }
    return rows;
  }

  private static Rounds.Row compare(
      Size size, Rounds rounds, Stopwatch watch, SequencedMap<String, RemoteArm> remote) {
    int n = size.vectors();
    float[] z = RawFloats.normals(n * size.dim(), 1);
    float[] codes = RawFloats.normals(size.codes() * size.dim(), 2);
    String files = "nearest " + RawFloats.write(z) + " " + RawFloats.write(codes);
    remote
        .values()
        .forEach(arm -> arm.load(files + " " + n + " " + size.dim() + " " + size.codes()));
    var panels = CodePanels.of(codes, size.codes(), size.dim());
    var ids = new int[n];
    try (var scope = new Scope()) {
      var zTensor = Tensor.of(z, n, size.dim());
      var transposed = Tensor.of(codes, size.codes(), size.dim()).transpose(0, 1);
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
      var row = rounds.row(size.toString(), size.operations(), arms);
      long[] theirs =
          IndexOps.argmin(MatrixOps.addProduct(norms, zTensor, transposed, -2), 1).toLongs();
      int differ = 0;
      for (int i = 0; i < n; i++) {
        differ += theirs[i] == ids[i] ? 0 : 1;
      }
      rounds.out().println("  ids that differ from libtorch's: " + differ);
      return row;
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
