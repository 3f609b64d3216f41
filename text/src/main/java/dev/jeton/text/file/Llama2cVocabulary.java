package dev.jeton.text.file;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.file.SentencePieceModel.Kind;
import dev.jeton.text.file.SentencePieceModel.Piece;
import dev.jeton.text.file.SentencePieceModel.Type;
import dev.jeton.text.normalizer.SentencePieceNormalizer.Spaces;
import dev.jeton.text.postprocessor.Template;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code tokenizer.bin} of karpathy/llama2.c: the length of the longest token, then for each its
 * score, its length and its text, in which a space is a space. Ids 0 to 2 are what is unknown, the
 * beginning and the end; 3 to 258 are the bytes.
 */
final class Llama2cVocabulary {
  private static final int FIRST_BYTE = 3;
  private static final int FIRST_TEXT = FIRST_BYTE + 256;
  private static final int LONGEST = 1 << 10;

  private Llama2cVocabulary() {}

  /** Whether {@code content} is such a file from beginning to end. */
  static boolean recognises(byte[] content) {
    return entries(content).size() > FIRST_TEXT;
  }

  static Tokenizer read(byte[] content) {
    var pieces = entries(content);
    if (pieces.size() <= FIRST_TEXT) {
      throw new TokenizerException("expected a tokenizer.bin of llama2.c, found something else");
    }
    var model =
        new SentencePieceModel(
            pieces,
            Kind.BPE,
            true,
            " \u2047 ",
            "",
            new byte[0],
            new Spaces(true, false, true, false),
            new byte[0]);
    return SentencePieceFile.of(
        model, "llama2.c tokenizer.bin", Template.around(List.of(1), List.of()));
  }

  /** The pieces; none where the file is another. */
  private static List<Piece> entries(byte[] content) {
    var in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < 8 || in.getInt() > LONGEST || content[3] < 0) {
      return List.of();
    }
    var pieces = new ArrayList<Piece>();
    while (in.remaining() >= 8) {
      float score = in.getFloat();
      int length = in.getInt();
      if (length < 1 || length > LONGEST || length > in.remaining()) {
        return List.of();
      }
      var bytes = new byte[length];
      in.get(bytes);
      pieces.add(piece(pieces.size(), Utf8.decode(bytes), score));
    }
    return in.hasRemaining() ? List.of() : pieces;
  }

  private static Piece piece(int id, String text, float score) {
    return switch (id) {
      case 0 -> new Piece(text, score, Type.UNKNOWN);
      case 1, 2 -> new Piece(text.strip(), score, Type.CONTROL);
      default ->
          id < FIRST_TEXT
              ? new Piece("<0x%02X>".formatted(id - FIRST_BYTE), score, Type.BYTE)
              : new Piece(text.replace(' ', '\u2581'), score, Type.NORMAL);
    };
  }
}
