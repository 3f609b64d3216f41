package dev.jeton.bench.peers;

import dev.jeton.kernels.CodePanels;
import dev.jeton.kernels.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The plain loops, in a JVM without the Vector API; speaks the language of {@link RemoteArm}. */
final class ScalarPeer {
  private ScalarPeer() {}

  static RemoteArm start(Stopwatch watch) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djeton.threads=" + Kernels.threads());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ScalarPeer.class.getName(), watch.name()));
    return new RemoteArm(command);
  }

  public static void main(String[] args) throws IOException {
    var watch = Stopwatch.valueOf(args[0]);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Runnable work = () -> {};
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ");
      if (words[0].equals("load")) {
        work = work(words);
        System.out.println("ready");
      } else {
        System.out.println(Arm.here(watch, work).seconds(Integer.parseInt(words[1])));
      }
    }
  }

  /** {@code load nearest Z CODES n d K} or {@code load gemm A B n}. */
  private static Runnable work(String[] words) {
    float[] a = RawFloats.read(Path.of(words[2]));
    float[] b = RawFloats.read(Path.of(words[3]));
    int n = Integer.parseInt(words[4]);
    if (words[1].equals("gemm")) {
      var c = new float[n * n];
      return () -> Kernels.gemm(n, n, n, a, b, c);
    }
    var codes = CodePanels.of(b, Integer.parseInt(words[6]), Integer.parseInt(words[5]));
    var ids = new int[n];
    return () -> Kernels.nearest(a, n, codes, ids);
  }
}
