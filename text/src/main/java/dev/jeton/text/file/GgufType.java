package dev.jeton.text.file;

/** Types of the values under the keys of a GGUF file; their numbers there are their ordinals. */
public enum GgufType {
  U8(1),
  I8(1),
  U16(2),
  I16(2),
  U32(4),
  I32(4),
  F32(4),
  FLAG(1),
  TEXT(0),
  LIST(0),
  U64(8),
  I64(8),
  F64(8);

  private final int bytes;

  GgufType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a value; 0 where that depends on it. */
  public int bytes() {
    return bytes;
  }

  /** Whether such a number may have a fraction. */
  public boolean real() {
    return this == F32 || this == F64;
  }
}
