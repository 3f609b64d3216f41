package dev.jeton.llm.kv;

/** How a cache stores keys and values. */
public enum CacheType {
  /** In 32 bits. */
  F32(4),
  /**
   * In 16 bits, rounded to the nearest, as soon as 64 rows are kept; the last ones have 32 bits
   * still. Numbers beyond 65,504 become infinite.
   */
  F16(2);

  private final int bytes;

  CacheType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  public int bytes() {
    return bytes;
  }
}
