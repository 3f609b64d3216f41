package dev.jeton.text;

import java.util.SplittableRandom;

/** Strings that find the corners of splitters and models; the same seed gives the same strings. */
public final class RandomText {
  private static final String[] SNIPPETS = {
    " ",
    "  ",
    "   ",
    "\n",
    "\r\n",
    "\t",
    "\n\n ",
    "'s",
    "'S",
    "'ll",
    "'LL",
    "'Ve",
    "'re",
    "'\u017f",
    "'",
    "''",
    "a",
    "the",
    " The",
    "HTTPServer",
    "camelCase",
    "Ǆemo",
    "ǅ",
    "ʰ",
    "ª",
    "中文",
    "日本語",
    "ひらがな",
    "한국어",
    "привет",
    "ПРИВЕТ",
    "مرحبا",
    "हिन्दी",
    "ไทย",
    "é",
    "e\u0301",
    "\u0301",
    "\u0903",
    "\u20dd",
    "0",
    "12",
    "12345",
    "٣٤",
    "Ⅷ",
    "½",
    "²",
    ".",
    "...",
    "/",
    "//\n",
    "!?",
    "--",
    "#$%",
    "🙂",
    "👨‍👩‍👧",
    "🏳️‍🌈",
    "🇩🇪",
    "\u00a0",
    "\u0085",
    "\u2028",
    "\u200b",
    "\u3000",
    "\u001c",
    "\u180e",
    "\ufeff",
    "\0",
    "\u007f",
    "<|endoftext|>",
    "[CLS]",
    "\ud800",
    "\udc00",
    "x\ud83dy",
    "▁",
    "Ġ",
    "##",
    "<0x0A>",
    "<s>",
    "ﬁ",
    "İ",
    "ß",
    "ŉ",
    "ﷺ",
    "Å",
    "①",
    "～",
    "\u00ad"
  };

  private final SplittableRandom random;

  public RandomText(SplittableRandom random) {
    this.random = random;
  }

  /** A string of up to {@code longest} parts. */
  public String next(int longest) {
    var text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> text.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
        case 4 -> text.append((char) random.nextInt(0x20, 0x7f));
        case 5 -> text.append((char) random.nextInt(0x800));
        case 6 -> text.appendCodePoint(random.nextInt(0x110000));
        case 7 -> text.append((char) random.nextInt(0x10000));
        case 8 -> text.repeat(SNIPPETS[random.nextInt(SNIPPETS.length)], 1 + random.nextInt(6));
        default -> word(text);
      }
    }
    return text.toString();
  }

  private void word(StringBuilder text) {
    if (random.nextBoolean()) {
      text.append(' ');
    }
    for (int i = 1 + random.nextInt(9); i > 0; i--) {
      text.append((char) ((random.nextInt(6) == 0 ? 'A' : 'a') + random.nextInt(26)));
    }
  }
}
