package dev.jeton.papers;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.compress.ArithmeticCoding;
import dev.jeton.text.compress.ByteModel;
import dev.jeton.text.compress.EqualInfoWindows;
import dev.jeton.text.compress.WindowDictionary;
import dev.jeton.text.file.TokenizerFiles;
import dev.jeton.text.train.BpeTrainer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** What the transformers of row 40 read: ways from a document to tokens and back. */
enum CompressedCoding {
  BYTES("bytes", 8, 1) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return packed(new Lossless(text -> text, (code, length) -> code));
    }
  },
  BPE("bpe-4096", 12, 1) {
    @Override
    Code learn(CompressedCorpus corpus) {
      var trainer =
          new BpeTrainer(
              new BpeTrainer.Settings(BpeTrainer.Alphabet.BYTES, 1 << bits, 2, 256, List.of()));
      corpus.first().forEach(text -> trainer.add(latin(text)));
      Tokenizer tokenizer = TokenizerFiles.of(trainer.tokenizerJson());
      return new Code() {
        @Override
        public int[] encode(byte[] text) {
          return tokenizer.encode(latin(text));
        }

        @Override
        public byte[] decode(int[] ids, int length) {
          return tokenizer.decode(ids).getBytes(StandardCharsets.ISO_8859_1);
        }
      };
    }
  },
  EQUAL_INFO_12("equal-info, windows of 12 bits", 12, 1) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return windows(corpus.model(ORDER), 12);
    }
  },
  EQUAL_INFO_16("equal-info, windows of 16 bits in tokens of 8", 8, 2) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return windows(corpus.model(ORDER), 16);
    }
  },
  EQUAL_INFO_24("equal-info, windows of 24 bits in tokens of 8", 8, 3) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return windows(corpus.model(ORDER), 24);
    }
  },
  EQUAL_INFO_16_WHOLE("equal-info, windows of 16 bits", 16, 1) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return windows(corpus.model(ORDER), 16);
    }
  },
  ARITHMETIC_8("arithmetic coding in tokens of 8 bits", 8, 1) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return stream(corpus.model(ORDER));
    }
  },
  ARITHMETIC_12("arithmetic coding in tokens of 12 bits", 12, 1) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return stream(corpus.model(ORDER));
    }
  },
  ARITHMETIC_16("arithmetic coding in tokens of 16 bits", 16, 1) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return stream(corpus.model(ORDER));
    }
  },
  STATIC("static arithmetic coding in tokens of 8 bits", 8, 1) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return stream(corpus.model(0));
    }
  },
  GZIP("deflate in tokens of 8 bits", 8, 1) {
    @Override
    Code learn(CompressedCorpus corpus) {
      return packed(new Lossless(CompressedCoding::deflate, CompressedCoding::inflate));
    }
  };

  /** Bytes that the model of bytes, M1, sees before the next one. */
  static final int ORDER = 5;

  final String words;

  /** Bits of a token's id. */
  final int bits;

  /** Tokens of a window. */
  final int parts;

  CompressedCoding(String words, int bits, int parts) {
    this.words = words;
    this.bits = bits;
    this.parts = parts;
  }

  /** Learns what it needs from the first part of {@code corpus}. */
  abstract Code learn(CompressedCorpus corpus);

  int vocabulary() {
    return 1 << bits;
  }

  /** A document's tokens. */
  interface Code {
    int[] encode(byte[] text);

    /** The document again; {@code length} is how many bytes it has. */
    byte[] decode(int[] ids, int length);
  }

  private interface ToBytes {
    byte[] apply(byte[] text);
  }

  private interface FromBytes {
    byte[] apply(byte[] code, int length);
  }

  private record Lossless(ToBytes to, FromBytes from) {}

  /** A document's code cut into tokens of {@code bits} bits, the last one filled with zeros. */
  Code packed(Lossless lossless) {
    return new Code() {
      @Override
      public int[] encode(byte[] text) {
        byte[] code = lossless.to().apply(text);
        int count = (8 * code.length + bits - 1) / bits;
        return IntStream.range(0, count).map(i -> bits(code, i * bits)).toArray();
      }

      @Override
      public byte[] decode(int[] ids, int length) {
        var code = new byte[(ids.length * bits + 7) / 8];
        for (int i = 0; i < ids.length * bits; i++) {
          code[i / 8] |= (byte) ((ids[i / bits] >>> bits - 1 - i % bits & 1) << 7 - i % 8);
        }
        return lossless.from().apply(code, length);
      }
    };
  }

  private int bits(byte[] code, int from) {
    int id = 0;
    for (int i = from; i < from + bits; i++) {
      id = id << 1 | (i < 8 * code.length ? code[i / 8] >>> 7 - i % 8 & 1 : 0);
    }
    return id;
  }

  /** Windows of {@code width} bits, each {@link #parts} tokens, the highest bits first. */
  Code windows(ByteModel model, int width) {
    var coder = new EqualInfoWindows(model, width);
    var dictionary = width <= 16 ? WindowDictionary.of(coder) : null;
    int mask = vocabulary() - 1;
    return new Code() {
      @Override
      public int[] encode(byte[] text) {
        int[] codewords = dictionary == null ? coder.encode(text) : dictionary.encode(text);
        return Arrays.stream(codewords)
            .flatMap(w -> IntStream.range(0, parts).map(i -> w >>> (parts - 1 - i) * bits & mask))
            .toArray();
      }

      @Override
      public byte[] decode(int[] ids, int length) {
        var codewords = new int[ids.length / parts];
        for (int i = 0; i < ids.length; i++) {
          codewords[i / parts] = codewords[i / parts] << bits | ids[i];
        }
        return coder.decode(codewords);
      }
    };
  }

  /** The plain stream of an arithmetic coder that {@code model} leads. */
  Code stream(ByteModel model) {
    return packed(arithmetic(model));
  }

  private static Lossless arithmetic(ByteModel model) {
    var coding = new ArithmeticCoding(model);
    return new Lossless(coding::encode, coding::decode);
  }

  /** One char for each byte. */
  private static String latin(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static byte[] deflate(byte[] text) {
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(text);
      deflater.finish();
      var out = new ByteArrayOutputStream();
      var buffer = new byte[4096];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static byte[] inflate(byte[] code, int length) {
    try (var inflater = new Inflater(true)) {
      inflater.setInput(code);
      var text = new byte[length];
      for (int at = 0; at < length && !inflater.finished(); ) {
        at += inflater.inflate(text, at, length - at);
      }
      return text;
    } catch (java.util.zip.DataFormatException e) {
      throw new IllegalStateException("expected what was deflated here: " + e.getMessage(), e);
    }
  }
}
