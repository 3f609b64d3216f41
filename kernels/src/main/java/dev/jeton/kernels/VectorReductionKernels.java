package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Many numbers to one. Four sums side by side hide the latency of the addition. */
final class VectorReductionKernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final int L = F.length();

  private VectorReductionKernels() {}

  static float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
    var sum0 = FloatVector.zero(F);
    var sum1 = sum0;
    var sum2 = sum0;
    var sum3 = sum0;
    int i = 0;
    for (; i <= n - 4 * L; i += 4 * L) {
      sum0 = at(a, aFrom + i).fma(at(b, bFrom + i), sum0);
      sum1 = at(a, aFrom + i + L).fma(at(b, bFrom + i + L), sum1);
      sum2 = at(a, aFrom + i + 2 * L).fma(at(b, bFrom + i + 2 * L), sum2);
      sum3 = at(a, aFrom + i + 3 * L).fma(at(b, bFrom + i + 3 * L), sum3);
    }
    for (; i <= n - L; i += L) {
      sum0 = at(a, aFrom + i).fma(at(b, bFrom + i), sum0);
    }
    float sum = VectorSumKernels.sum(sum0.add(sum1).add(sum2.add(sum3)));
    for (; i < n; i++) {
      sum = Math.fma(a[aFrom + i], b[bFrom + i], sum);
    }
    return sum;
  }

  static float sum(float[] x, int from, int to) {
    var sum0 = FloatVector.zero(F);
    var sum1 = sum0;
    var sum2 = sum0;
    var sum3 = sum0;
    int i = from;
    for (; i <= to - 4 * L; i += 4 * L) {
      sum0 = sum0.add(at(x, i));
      sum1 = sum1.add(at(x, i + L));
      sum2 = sum2.add(at(x, i + 2 * L));
      sum3 = sum3.add(at(x, i + 3 * L));
    }
    for (; i <= to - L; i += L) {
      sum0 = sum0.add(at(x, i));
    }
    float sum = VectorSumKernels.sum(sum0.add(sum1).add(sum2.add(sum3)));
    for (; i < to; i++) {
      sum += x[i];
    }
    return sum;
  }

  static float max(float[] x, int from, int to) {
    var max = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
    int i = from;
    for (; i <= to - L; i += L) {
      var values = at(x, i);
      max = max.blend(values, values.compare(VectorOperators.GT, max));
    }
    float largest = max.reduceLanes(VectorOperators.MAX);
    for (; i < to; i++) {
      if (x[i] > largest) {
        largest = x[i];
      }
    }
    return largest;
  }

  static int firstAbove(float bound, float[] x, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      var above = at(x, i).compare(VectorOperators.GT, bound);
      if (above.anyTrue()) {
        return i + above.firstTrue();
      }
    }
    while (i < to && !(x[i] > bound)) {
      i++;
    }
    return i;
  }

  private static FloatVector at(float[] x, int i) {
    return FloatVector.fromArray(F, x, i);
  }
}
