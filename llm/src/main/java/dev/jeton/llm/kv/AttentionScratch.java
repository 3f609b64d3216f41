package dev.jeton.llm.kv;

/** Arrays of one thread's attention, reused. */
final class AttentionScratch {
  private static final ThreadLocal<AttentionScratch> OF_THREAD =
      ThreadLocal.withInitial(AttentionScratch::new);

  private float[] weights = {};
  private float[] part = {};
  private float[] some = {};
  private float[] page = {};

  private AttentionScratch() {}

  static AttentionScratch get() {
    return OF_THREAD.get();
  }

  /** At least {@code size} elements with any content; grown by half at least. */
  float[] weights(int size) {
    if (weights.length < size) {
      weights = new float[size + size / 2];
    }
    return weights;
  }

  float[] part(int size) {
    if (part.length < size) {
      part = new float[size];
    }
    return part;
  }

  float[] some(int size) {
    if (some.length < size) {
      some = new float[size];
    }
    return some;
  }

  float[] page(int size) {
    if (page.length < size) {
      page = new float[size];
    }
    return page;
  }
}
