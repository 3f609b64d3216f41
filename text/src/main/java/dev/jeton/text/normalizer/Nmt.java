package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.Text;

/**
 * The rules of neural machine translation, with which SentencePiece's {@code nmt_nfkc} begins:
 * control characters go, line breaks and invisible spaces become spaces.
 */
public final class Nmt implements Normalizer {
  @Override
  public Text normalize(Text text) {
    return CharMapping.apply(
        text,
        (c, from, to, out) -> {
          if (!isDropped(c)) {
            out.put(isSpace(c) ? ' ' : c, from, to);
          }
        });
  }

  private static boolean isDropped(int c) {
    return c >= 1 && c <= 8
        || c == 0xb
        || c >= 0xe && c <= 0x1f
        || c == 0x7f
        || c == 0x8f
        || c == 0x9f;
  }

  private static boolean isSpace(int c) {
    return switch (c) {
      case '\t', '\n', '\f', '\r', 0x1680, 0x2028, 0x2029, 0x2581, 0xfeff, 0xfffd -> true;
      default -> c >= 0x200b && c <= 0x200f;
    };
  }
}
