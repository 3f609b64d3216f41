package dev.jeton.text.file;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Pipeline;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.compress.WindowFile;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.postprocessor.Template;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.SplitPattern;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens tokenizer files; recognises their format by their content. */
public final class TokenizerFiles {
  private static final String KNOWN =
      "tokenizer.json, .tiktoken, a SentencePiece .model, a GGUF file, a WordPiece vocab.txt,"
          + " a tokenizer.bin of llama2.c, or equal-info windows";
  private static final long LARGEST = 1L << 28;
  private static final int MAGIC = 4;

  private interface Reader {
    Tokenizer read(byte[] content);
  }

  private interface Opening {
    Tokenizer open() throws IOException;
  }

  private TokenizerFiles() {}

  /** Opens a file of any known format. */
  public static Tokenizer open(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(MAGIC);
      boolean gguf = GgufHeader.recognises(in.readNBytes(MAGIC));
      in.reset();
      if (gguf) {
        return named(file, () -> GgufFile.read(GgufHeader.read(in)));
      }
    }
    return read(file, TokenizerFiles::recognised);
  }

  /** Opens a {@code .tiktoken} file with a pattern of one's own; it has no special tokens. */
  public static Tokenizer open(Path file, String pattern) throws IOException {
    var splitter = SplitPattern.splitter(pattern);
    return read(
        file,
        content -> tiktoken(tiktokenRanks(content), "pattern " + pattern, splitter, List.of()));
  }

  /**
   * Opens an encoding whose vocabulary is on the class path.
   *
   * @throws TokenizerException if it is not there
   */
  public static Tokenizer open(KnownTiktoken encoding) throws IOException {
    return known(tiktokenRanks(encoding.carried()), encoding);
  }

  /**
   * Opens a {@code .tiktoken} file as {@code encoding}.
   *
   * @throws TokenizerException if it holds another vocabulary
   */
  public static Tokenizer open(Path file, KnownTiktoken encoding) throws IOException {
    return read(
        file,
        content -> {
          var ranks = tiktokenRanks(content);
          if (!encoding.fits(ranks)) {
            throw new TokenizerException(
                "expected the vocabulary of %s, found another one of %d ranks"
                    .formatted(encoding, ranks.ranks()));
          }
          return known(ranks, encoding);
        });
  }

  /** The tokenizer that these keys of a GGUF file describe. */
  public static Tokenizer of(GgufMetadata metadata) {
    return GgufFile.read(new GgufHeader(metadata));
  }

  /** The tokenizer that a file with this content would be; not GGUF. */
  public static Tokenizer of(byte[] content) {
    return recognised(content);
  }

  /**
   * The {@code tokenizer.json} of these parts.
   *
   * @throws TokenizerException if the format cannot say something of them
   */
  public static byte[] tokenizerJson(Pipeline parts) {
    return TokenizerJson.write(parts);
  }

  private static Tokenizer read(Path file, Reader reader) throws IOException {
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new TokenizerException(
          "%s: expected a tokenizer of at most 256 MiB, found %d bytes".formatted(file, size));
    }
    return named(file, () -> reader.read(Files.readAllBytes(file)));
  }

  private static Tokenizer named(Path file, Opening opening) throws IOException {
    try {
      return opening.open();
    } catch (TokenizerException e) {
      throw new TokenizerException(file + ": " + e.getMessage(), e);
    }
  }

  private static Tokenizer recognised(byte[] content) {
    if (WindowFile.recognises(content)) {
      return WindowFile.tokenizer(WindowFile.read(content));
    }
    if (TiktokenFile.recognises(content)) {
      var ranks = tiktokenRanks(content);
      var encoding =
          KnownTiktoken.of(ranks)
              .orElseThrow(
                  () ->
                      new TokenizerException(
                          "expected a known .tiktoken vocabulary, or a pattern for this one of %d"
                                  .formatted(ranks.ranks())
                              + " ranks"));
      return known(ranks, encoding);
    }
    if (SentencePieceModel.recognises(content)) {
      return SentencePieceFile.read(content);
    }
    if (firstLetter(content) == '{') {
      return TokenizerJson.read(content);
    }
    if (Llama2cVocabulary.recognises(content)) {
      return Llama2cVocabulary.read(content);
    }
    if (VocabTxt.recognises(content)) {
      return VocabTxt.read(content);
    }
    throw new TokenizerException("expected %s, found something else".formatted(KNOWN));
  }

  private static TiktokenFile tiktokenRanks(byte[] content) {
    if (!TiktokenFile.recognises(content)) {
      throw new TokenizerException("expected a .tiktoken file, found something else");
    }
    return TiktokenFile.read(content);
  }

  private static Tokenizer known(TiktokenFile ranks, KnownTiktoken encoding) {
    return tiktoken(
        ranks, "encoding " + encoding, encoding.pattern().splitter(), encoding.specials());
  }

  private static Tokenizer tiktoken(
      TiktokenFile ranks, String name, PreTokenizer splitter, List<AddedToken> specials) {
    var model = ranks.model();
    for (var token : specials) {
      if (!ranks.tokens().has(token.id())) { // o200k_harmony gives one id two names
        ranks.tokens().addUnfindable(token.id(), token.content().getBytes(StandardCharsets.UTF_8));
      }
    }
    return new Tokenizer(
        new Pipeline(
            new Pipeline.Origin(".tiktoken", List.of(name), List.of()),
            ranks.tokens(),
            specials,
            Normalizer.NONE,
            splitter,
            model,
            Template.NONE,
            Decoder.CONCATENATED));
  }

  private static int firstLetter(byte[] content) {
    for (byte b : content) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b;
      }
    }
    return -1;
  }
}
