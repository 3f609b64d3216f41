package dev.jeton.text.compress;

import dev.jeton.core.RangeDecoder;
import dev.jeton.core.RangeEncoder;
import dev.jeton.core.SymbolCoder;

/**
 * Texts as the bytes of an arithmetic coder that a model drives: Rissanen 1976; Delétang et al.,
 * arXiv:2309.10668, with a language model. A byte is eight decisions, each for one half of what is
 * left of the 256 values, with the model's probability of that half in 65536ths. The longer a text,
 * the nearer its bytes come to {@code −log2 p} bits; they look like noise.
 *
 * <p>Whatever a code is, it has a text.
 *
 * @param model what the coder follows, from the beginning of each text
 */
public record ArithmeticCoding(ByteModel model) implements TextCoding {

  @Override
  public byte[] encode(byte[] text) {
    var coder = new RangeEncoder();
    run(coder, text, text.length);
    return coder.finish();
  }

  @Override
  public byte[] decode(byte[] code, int length) {
    var text = new byte[length];
    run(new RangeDecoder(code, 0, code.length), text, length);
    return text;
  }

  private void run(SymbolCoder coder, byte[] text, int length) {
    var predictor = model.predictor();
    var frequencies = new int[ByteModel.BYTES];
    var halves = new int[2 * ByteModel.BYTES]; // a tree: node n has 2n and 2n + 1
    for (int i = 0; i < length; i++) {
      predictor.frequencies(frequencies);
      System.arraycopy(frequencies, 0, halves, ByteModel.BYTES, ByteModel.BYTES);
      for (int node = ByteModel.BYTES - 1; node > 0; node--) {
        halves[node] = halves[2 * node] + halves[2 * node + 1];
      }
      text[i] = code(coder, text[i], halves);
      predictor.append(text[i]);
    }
  }

  private static byte code(SymbolCoder coder, byte symbol, int[] halves) {
    int node = 1;
    for (int bit = 7; bit >= 0; bit--) {
      long upper = halves[2 * node + 1];
      int one = (int) ((upper << SymbolCoder.PROBABILITY_BITS) / halves[node]);
      one = Math.clamp(one, 1, SymbolCoder.ONE - 1);
      node = 2 * node + coder.bit(symbol >>> bit & 1, one);
    }
    return (byte) node;
  }
}
