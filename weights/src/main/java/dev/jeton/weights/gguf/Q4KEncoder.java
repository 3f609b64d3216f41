package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q4_K: for each group of 32 the scale and subtrahend, of several, that leave the least squared
 * error; then both in 6 bits.
 */
record Q4KEncoder() implements BlockEncoder {
  private static final int GROUPS = 8;
  private static final int SIZE = 32;
  private static final int MOST = 15;
  private static final int TRIES = 20;

  /** {@code x ≈ scale · code − subtrahend}; neither is negative. */
  private record Line(float scale, float subtrahend) {}

  @Override
  public void encode(float[] x, int from, MemorySegment out, long at) {
    var lines = new Line[GROUPS];
    float mostScale = 0;
    float mostSubtrahend = 0;
    for (int group = 0; group < GROUPS; group++) {
      lines[group] = best(x, from + group * SIZE);
      mostScale = Math.max(mostScale, lines[group].scale);
      mostSubtrahend = Math.max(mostSubtrahend, lines[group].subtrahend);
    }
    out.asSlice(at, 144).fill((byte) 0);
    Bits.putF16(out, at, mostScale / 63);
    Bits.putF16(out, at + 2, mostSubtrahend / 63);
    float scales = Bits.f16(out, at);
    float subtrahends = Bits.f16(out, at + 2);
    for (int group = 0; group < GROUPS; group++) {
      int scale = code(lines[group].scale, Encoders.inverse(scales), 63);
      int subtrahend = code(lines[group].subtrahend, Encoders.inverse(subtrahends), 63);
      put(group, scale, subtrahend, out, at + 4);
      float inverse = Encoders.inverse(scales * scale);
      long bytes = at + 16 + group / 2 * 32;
      for (int i = 0; i < SIZE; i++) {
        int code = code(x[from + group * SIZE + i] + subtrahends * subtrahend, inverse, MOST);
        Bits.put(out, bytes + i, Bits.u8(out, bytes + i) | code << group % 2 * 4);
      }
    }
  }

  private static int code(float x, float inverse, int most) {
    return Math.clamp(Encoders.round(x * inverse), 0, most);
  }

  /** As {@link GroupScales} reads them. */
  private static void put(int group, int scale, int subtrahend, MemorySegment out, long at) {
    if (group < 4) {
      Bits.put(out, at + group, Bits.u8(out, at + group) | scale);
      Bits.put(out, at + group + 4, Bits.u8(out, at + group + 4) | subtrahend);
    } else {
      Bits.put(out, at + group + 4, scale & 15 | (subtrahend & 15) << 4);
      Bits.put(out, at + group - 4, Bits.u8(out, at + group - 4) | scale >> 4 << 6);
      Bits.put(out, at + group, Bits.u8(out, at + group) | subtrahend >> 4 << 6);
    }
  }

  private static Line best(float[] x, int from) {
    float least = 0;
    float most = x[from];
    for (int i = 0; i < SIZE; i++) {
      least = Math.min(least, x[from + i]);
      most = Math.max(most, x[from + i]);
    }
    if (most <= least) {
      return new Line(0, -least);
    }
    var best = new Line((most - least) / MOST, -least);
    double error = error(x, from, best);
    for (int t = 0; t <= TRIES; t++) {
      var line = fitted(x, from, least, (MOST - 1 + 0.1f * t) / (most - least));
      double its = error(x, from, line);
      if (its < error) {
        error = its;
        best = line;
      }
    }
    return best;
  }

  /** The line of least squares through the codes that {@code inverse} gives. */
  private static Line fitted(float[] x, int from, float least, float inverse) {
    double codes = 0;
    double squares = 0;
    double sum = 0;
    double products = 0;
    for (int i = 0; i < SIZE; i++) {
      int code = code(x[from + i] - least, inverse, MOST);
      codes += code;
      squares += code * code;
      sum += x[from + i];
      products += (double) code * x[from + i];
    }
    double spread = SIZE * squares - codes * codes;
    double scale = spread > 0 ? (SIZE * products - codes * sum) / spread : 0;
    double subtrahend = (scale * codes - sum) / SIZE;
    if (subtrahend < 0) {
      subtrahend = 0;
      scale = squares > 0 ? products / squares : 0;
    }
    return new Line((float) Math.max(0, scale), (float) subtrahend);
  }

  private static double error(float[] x, int from, Line line) {
    float inverse = Encoders.inverse(line.scale);
    double error = 0;
    for (int i = 0; i < SIZE; i++) {
      int code = code(x[from + i] + line.subtrahend, inverse, MOST);
      double difference = line.scale * code - line.subtrahend - x[from + i];
      error += difference * difference;
    }
    return error;
  }
}
