package dev.jeton.text.compress;

import dev.jeton.text.Pipeline;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.postprocessor.Template;
import dev.jeton.text.pretokenizer.PreTokenizer;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A dictionary of windows as a file: bits of a window, then for every codeword in order how many
 * bytes its text has and the last of them; the others are those of the nearest codeword before it
 * whose text is one byte shorter. For the format see {@code docs/formats/compressed-text.md}.
 */
public final class WindowFile {
  private static final Sealed FILE = new Sealed('W', "a dictionary of equal-info windows");

  private WindowFile() {}

  /** Whether a file begins as one of these. */
  public static boolean recognises(byte[] file) {
    return FILE.recognises(file);
  }

  /** The file of {@code dictionary}. */
  public static byte[] bytes(WindowDictionary dictionary) {
    var out = new ByteArrayOutputStream(2 * dictionary.size());
    out.write(dictionary.bits());
    for (int codeword = 0; codeword < dictionary.size(); codeword++) {
      Sealed.number(out, dictionary.length(codeword));
      out.write(dictionary.last(codeword));
    }
    return FILE.file(out.toByteArray());
  }

  /**
   * The dictionary of a file.
   *
   * @throws TokenizerException if it is another file, or was cut short or changed
   */
  public static WindowDictionary read(byte[] file) {
    var numbers = FILE.open(file);
    int bits = numbers.nextByte();
    if (bits < EqualInfoWindows.FEWEST_BITS || bits > WindowDictionary.MOST_BITS) {
      throw new TokenizerException(
          "expected windows of %d to %d bits, found %d"
              .formatted(EqualInfoWindows.FEWEST_BITS, WindowDictionary.MOST_BITS, bits));
    }
    var parents = new int[1 << bits];
    var lasts = new byte[parents.length];
    var path = new int[WindowDictionary.LONGEST + 1]; // by length the last codeword
    path[0] = WindowDictionary.ROOT;
    int before = 0;
    int singles = 0;
    for (int codeword = 0; codeword < parents.length; codeword++) {
      int length = (int) numbers.next("a length", WindowDictionary.LONGEST);
      if (length < 1 || length > before + 1) {
        throw new TokenizerException(
            "expected a length of 1 to %d for codeword %d, found %d"
                .formatted(before + 1, codeword, length));
      }
      singles += length == 1 ? 1 : 0;
      parents[codeword] = path[length - 1];
      lasts[codeword] = (byte) numbers.nextByte();
      path[length] = codeword;
      before = length;
    }
    numbers.end();
    var dictionary = new WindowDictionary(bits, parents, lasts);
    if (singles != ByteModel.BYTES || !dictionary.hasEveryByte()) {
      throw new TokenizerException(
          "expected each byte once as a window, found %d windows of one byte".formatted(singles));
    }
    return dictionary;
  }

  /** The tokenizer whose ids are the codewords; any bytes are tokens, and nothing else changes. */
  public static Tokenizer tokenizer(WindowDictionary dictionary) {
    var tokens = new TokenTable();
    for (int codeword = 0; codeword < dictionary.size(); codeword++) {
      tokens.add(codeword, dictionary.text(codeword));
    }
    return new Tokenizer(
        new Pipeline(
            new Pipeline.Origin(
                "equal-info",
                List.of("model EqualInfo, windows of %d bits".formatted(dictionary.bits())),
                List.of()),
            tokens,
            List.of(),
            Normalizer.NONE,
            PreTokenizer.NONE,
            new EqualInfoModel(dictionary),
            Template.NONE,
            Decoder.CONCATENATED));
  }
}
