package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.normalizer.SentencePieceNormalizer.Spaces;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a SentencePiece {@code .model} file: {@code sentencepiece_model.proto} of
 * google/sentencepiece, as much of it as encoding and decoding need.
 *
 * @param pieces by id
 * @param characterMap of the normalizer; may be empty
 * @param denormalizer map of characters for decoded text; may be empty
 */
record SentencePieceModel(
    List<Piece> pieces,
    Kind kind,
    boolean byteFallback,
    String unknownSurface,
    String normalizer,
    byte[] characterMap,
    Spaces spaces,
    byte[] denormalizer) {

  /** How pieces are chosen. */
  enum Kind {
    UNIGRAM,
    BPE,
    WORD,
    CHAR
  }

  /** What a piece is for. */
  enum Type {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  /** An entry of the vocabulary. */
  record Piece(String text, float score, Type type) {
    byte[] utf8() {
      return Utf8.encode(text);
    }
  }

  private static final int PIECES = 1;
  private static final int TRAINER = 2;
  private static final int NORMALIZER = 3;
  private static final int DENORMALIZER = 5;

  /** Whether {@code content} begins as these files do: with a piece that begins with its text. */
  static boolean recognises(byte[] content) {
    int at = 1;
    while (at < content.length && content[at] < 0) {
      at++;
    }
    return content.length > at + 1 && content[0] == 0x0a && content[at + 1] == 0x0a;
  }

  static SentencePieceModel read(byte[] content) {
    var reader = new Reader();
    var message = new ProtoMessage(content);
    while (message.next()) {
      switch (message.field()) {
        case PIECES -> reader.piece(message.message());
        case TRAINER -> reader.trainer(message.message());
        case NORMALIZER -> reader.normalizer(message.message());
        case DENORMALIZER -> reader.denormalizer(message.message());
        default -> {} // a self test, extensions
      }
    }
    return reader.model();
  }

  /** What was found so far; first the defaults of the format. */
  private static final class Reader {
    private final List<Piece> pieces = new ArrayList<>();
    private Kind kind = Kind.UNIGRAM;
    private boolean byteFallback;
    private String unknownSurface = " \u2047 ";
    private String normalizer = "";
    private byte[] characterMap = {};
    private boolean dummyPrefix = true;
    private boolean removeExtra = true;
    private boolean escape = true;
    private boolean asSuffix;
    private byte[] denormalizer = {};

    void piece(ProtoMessage message) {
      var text = "";
      float score = 0;
      var type = Type.NORMAL;
      while (message.next()) {
        switch (message.field()) {
          case 1 -> text = Utf8.decode(message.bytes());
          case 2 -> score = message.real();
          case 3 -> type = of(Type.values(), message.number(), "a type of piece");
          default -> {}
        }
      }
      if (text.isEmpty()) {
        throw new TokenizerException("expected a text for piece %d".formatted(pieces.size()));
      }
      pieces.add(new Piece(text, score, type));
    }

    void trainer(ProtoMessage message) {
      while (message.next()) {
        switch (message.field()) {
          case 3 -> kind = of(Kind.values(), message.number(), "a type of model");
          case 24 -> asSuffix = message.flag();
          case 35 -> byteFallback = message.flag();
          case 44 -> unknownSurface = Utf8.decode(message.bytes());
          default -> {}
        }
      }
    }

    void normalizer(ProtoMessage message) {
      while (message.next()) {
        switch (message.field()) {
          case 1 -> normalizer = Utf8.decode(message.bytes());
          case 2 -> characterMap = message.bytes();
          case 3 -> dummyPrefix = message.flag();
          case 4 -> removeExtra = message.flag();
          case 5 -> escape = message.flag();
          default -> {}
        }
      }
    }

    void denormalizer(ProtoMessage message) {
      boolean changesSpaces = false;
      boolean[] spaces = {true, true, true}; // prefix, extra ones, escape
      while (message.next()) {
        switch (message.field()) {
          case 2 -> denormalizer = message.bytes();
          case 3, 4, 5 -> spaces[message.field() - 3] = message.flag();
          default -> {}
        }
      }
      for (boolean space : spaces) {
        changesSpaces |= space;
      }
      if (changesSpaces && denormalizer.length > 0) {
        throw new TokenizerException(
            "expected a denormalizer that leaves spaces alone, found one that changes them");
      }
    }

    /** Numbers begin with 1. */
    private static <E> E of(E[] values, long number, String what) {
      if (number < 1 || number > values.length) {
        throw new TokenizerException(
            "expected %s, 1 to %d, found %d".formatted(what, values.length, number));
      }
      return values[(int) number - 1];
    }

    SentencePieceModel model() {
      if (pieces.isEmpty()) {
        throw new TokenizerException("expected a SentencePiece model, found no pieces");
      }
      return new SentencePieceModel(
          List.copyOf(pieces),
          kind,
          byteFallback,
          unknownSurface,
          normalizer,
          characterMap,
          new Spaces(dummyPrefix, removeExtra, escape, asSuffix),
          denormalizer);
    }
  }
}
