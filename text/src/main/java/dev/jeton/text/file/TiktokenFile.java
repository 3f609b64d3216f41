package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.model.MergeTable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A {@code .tiktoken} file: on each line a token in Base64, a space and its rank, which is its id.
 */
public final class TiktokenFile {
  private static final int LONGEST_TOKEN = 1 << 12;

  private final TokenTable tokens = new TokenTable();
  private int ranks;

  private TiktokenFile() {}

  /** Whether {@code content} begins as such a file does. */
  public static boolean recognises(byte[] content) {
    int end = 0;
    while (end < content.length && end < 2 * LONGEST_TOKEN && content[end] != '\n') {
      end++;
    }
    var line = new String(content, 0, end, StandardCharsets.ISO_8859_1).strip();
    return line.matches("[A-Za-z0-9+/]+={0,2} [0-9]{1,9}");
  }

  /**
   * Reads a file's content.
   *
   * @throws TokenizerException if a line is broken, an id or a token comes twice, or one of the 256
   *     bytes has no token
   */
  public static TiktokenFile read(byte[] content) {
    var file = new TiktokenFile();
    int line = 1;
    int start = 0;
    for (int i = 0; i <= content.length; i++) {
      if (i == content.length || content[i] == '\n') {
        file.line(content, start, i, line++);
        start = i + 1;
      }
    }
    for (int b = 0; b < 256; b++) {
      if (file.tokens.find(new byte[] {(byte) b}) < 0) {
        throw new TokenizerException(
            "expected a token for each of the 256 bytes, found none for 0x%02X".formatted(b));
      }
    }
    return file;
  }

  private void line(byte[] content, int from, int to, int number) {
    var line = new String(content, from, to - from, StandardCharsets.ISO_8859_1).strip();
    if (line.isEmpty()) {
      return;
    }
    int space = line.indexOf(' ');
    try {
      byte[] token = Base64.getDecoder().decode(line.substring(0, Math.max(0, space)));
      if (token.length == 0 || token.length > LONGEST_TOKEN) {
        throw new TokenizerException("a token of %d bytes".formatted(token.length));
      }
      if (tokens.find(token) >= 0) {
        throw new TokenizerException("a token that an earlier line has");
      }
      tokens.add(Integer.parseInt(line.substring(space + 1)), token);
      ranks++;
    } catch (IllegalArgumentException e) {
      var shown = line.length() > 40 ? line.substring(0, 40) + "…" : line;
      throw new TokenizerException(
          "line %d: expected a token in Base64, a space and a rank, found '%s'%s"
              .formatted(
                  number, shown, e instanceof TokenizerException ? ": " + e.getMessage() : ""),
          e);
    }
  }

  /** The tokens by rank. */
  public TokenTable tokens() {
    return tokens;
  }

  /** How many tokens there are. */
  public int ranks() {
    return ranks;
  }

  /** CRC-32 over all tokens in the order of their ranks, each followed by a zero byte. */
  public int fingerprint() {
    var crc = new CRC32();
    for (int id = 0; id < tokens.size(); id++) {
      if (tokens.has(id)) {
        crc.update(tokens.bytes(id));
        crc.update(0);
      }
    }
    return (int) crc.getValue();
  }

  /** The model: two neighbours merge if they are a token together, in the order of ranks. */
  public Bpe model() {
    var merges = new MergeTable(2 * ranks);
    for (int id = 0; id < tokens.size(); id++) {
      if (tokens.has(id) && tokens.length(id) > 1) {
        addMerges(merges, id, tokens.bytes(id));
      }
    }
    return new Bpe(tokens, merges, Bpe.Rules.BYTES);
  }

  private void addMerges(MergeTable merges, int id, byte[] token) {
    for (int cut = 1; cut < token.length; cut++) {
      int left = tokens.find(token, 0, cut);
      int right = left < 0 ? -1 : tokens.find(token, cut, token.length);
      if (right >= 0) {
        merges.add(left, right, id, id);
      }
    }
  }
}
