package dev.jeton.text.compress;

/**
 * Texts as windows of W bits one behind the other, the highest bit first; the last byte is filled
 * with zeros. A part of the code can be read without what is before it.
 *
 * @param dictionary of the windows
 */
public record WindowCoding(WindowDictionary dictionary) implements TextCoding {
  @Override
  public byte[] encode(byte[] text) {
    int[] codewords = dictionary.encode(text);
    int bits = dictionary.bits();
    var code = new byte[Math.toIntExact(((long) codewords.length * bits + 7) / 8)];
    long at = 0;
    for (int codeword : codewords) {
      for (int bit = bits - 1; bit >= 0; bit--, at++) {
        code[(int) (at >> 3)] |= (byte) ((codeword >>> bit & 1) << 7 - (at & 7));
      }
    }
    return code;
  }

  @Override
  public byte[] decode(byte[] code, int length) {
    int bits = dictionary.bits();
    var text = new byte[length];
    int size = 0;
    for (long at = 0; size < length; at += bits) {
      int codeword = 0;
      for (long bit = at; bit < at + bits; bit++) {
        int in = bit >> 3 < code.length ? code[(int) (bit >> 3)] : 0;
        codeword = codeword << 1 | in >>> 7 - (bit & 7) & 1;
      }
      byte[] window = dictionary.text(codeword);
      int taken = Math.min(window.length, length - size);
      System.arraycopy(window, 0, text, size, taken);
      size += taken;
    }
    return text;
  }
}
