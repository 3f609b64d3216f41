package dev.jeton.llm.kv;

/**
 * Neighbouring rows of one layer: turned keys {@code [kvHeads][ROWS][keyDim]}, values likewise,
 * positions {@code [ROWS]}.
 */
sealed interface Page {
  int ROWS = 64;

  int[] positions();

  /** With numbers of 32 bits: itself, or a copy. */
  Floats floats();

  /** With numbers of 16 bits: itself, or a copy. */
  Halves halves();

  /**
   * The keys of one head, {@code [ROWS][dim]}, from {@link #start} on.
   *
   * @param scratch where they may be put
   */
  float[] keys(int head, int dim, AttentionScratch scratch);

  /** The values of one head, as {@link #keys}. */
  float[] values(int head, int dim, AttentionScratch scratch);

  /** Where a head begins in what {@link #keys} and {@link #values} give. */
  int start(int head, int dim);

  /** Bytes that it takes. */
  long bytes();

  /** Numbers of 32 bits, which may be written. */
  record Floats(float[] keys, float[] values, int[] positions) implements Page {
    static Floats of(int rows, AttentionShape shape) {
      return new Floats(
          new float[rows * shape.keyWidth()], new float[rows * shape.valueWidth()], new int[rows]);
    }

    Floats copy() {
      return new Floats(keys.clone(), values.clone(), positions.clone());
    }

    @Override
    public Floats floats() {
      return this;
    }

    @Override
    public Halves halves() {
      return new Halves(rounded(keys), rounded(values), positions);
    }

    private static short[] rounded(float[] numbers) {
      var halves = new short[numbers.length];
      for (int i = 0; i < halves.length; i++) {
        halves[i] = Float.floatToFloat16(numbers[i]);
      }
      return halves;
    }

    @Override
    public float[] keys(int head, int dim, AttentionScratch scratch) {
      return keys;
    }

    @Override
    public float[] values(int head, int dim, AttentionScratch scratch) {
      return values;
    }

    @Override
    public int start(int head, int dim) {
      return head * ROWS * dim;
    }

    @Override
    public long bytes() {
      return 4L * (keys.length + values.length + positions.length);
    }
  }

  /** Numbers of 16 bits, which stay as they are. */
  record Halves(short[] keys, short[] values, int[] positions) implements Page {
    @Override
    public Floats floats() {
      return new Floats(
          numbers(keys, 0, new float[keys.length], keys.length),
          numbers(values, 0, new float[values.length], values.length),
          positions.clone());
    }

    private static float[] numbers(short[] halves, int from, float[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = Float.float16ToFloat(halves[from + i]);
      }
      return to;
    }

    @Override
    public Halves halves() {
      return this;
    }

    @Override
    public float[] keys(int head, int dim, AttentionScratch scratch) {
      return numbers(keys, head * ROWS * dim, scratch.page(ROWS * dim), ROWS * dim);
    }

    @Override
    public float[] values(int head, int dim, AttentionScratch scratch) {
      return numbers(values, head * ROWS * dim, scratch.page(ROWS * dim), ROWS * dim);
    }

    @Override
    public int start(int head, int dim) {
      return 0;
    }

    @Override
    public long bytes() {
      return 2L * (keys.length + values.length) + 4L * positions.length;
    }
  }
}
