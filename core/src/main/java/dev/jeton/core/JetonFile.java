package dev.jeton.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Tokens in a {@code .jeton} file, with the codec that they belong to. {@code
 * docs/formats/jeton.md} gives the bytes. Readers of each format version are classes of their own
 * that do not change once a version is released; this class chooses.
 */
public record JetonFile(Codec<?> codec, Tokens.Ids tokens) {
  /** The format version that is written. */
  public static final int VERSION = 1;

  /** No shorter or longer header comes before the coded ids, whatever the version. */
  private static final int LONGEST_HEADER = 512;

  private static final int LARGEST_FILE = 1 << 30;

  public JetonFile {
    if (tokens.length() < 1) {
      throw new IllegalArgumentException("a file holds at least 1 id, found 0");
    }
    if (!tokens.layout().equals(codec.layout(tokens.layout().signal()))) {
      throw new IllegalArgumentException(
          "the tokens' layout is not that of %s for %s"
              .formatted(codec.spec(), tokens.layout().signal()));
    }
  }

  /** The signal that the tokens stand for. */
  public Signal decode() {
    return codec.decode(tokens);
  }

  /** The file's content. */
  public byte[] bytes() {
    return JetonFileV1.write(codec, tokens);
  }

  /**
   * Writes the file whole or not at all.
   *
   * @throws IOException in one line that names {@code path}
   */
  public void write(Path path) throws IOException {
    WholeFile.write(path, bytes());
  }

  /**
   * Reads a file, opening its codec by the name in it.
   *
   * @throws JetonFileException if it is none, is damaged, or its codec or weights are not here
   */
  public static JetonFile read(Path path, ModelFiles files) throws IOException {
    return at(
        path,
        () -> {
          byte[] bytes = content(path);
          return read(bytes, open(header(bytes), files));
        });
  }

  /**
   * Reads a file that {@code codec} wrote.
   *
   * @throws JetonFileException if it is none, is damaged, or is of another codec or other weights
   */
  public static JetonFile read(Path path, Codec<?> codec) throws IOException {
    return at(path, () -> read(content(path), codec));
  }

  /** {@link #read(Path, Codec)} of the content of a file. */
  public static JetonFile read(byte[] bytes, Codec<?> codec) throws JetonFileException {
    return switch (version(bytes)) {
      case 1 -> JetonFileV1.read(bytes, codec);
      default -> throw newer(bytes);
    };
  }

  /**
   * What a file says of itself; needs no codec.
   *
   * @throws JetonFileException if it is no {@code .jeton} file
   */
  public static JetonHeader header(Path path) throws IOException {
    return at(path, () -> header(content(path)));
  }

  /** {@link #header(Path)} of the content of a file. */
  public static JetonHeader header(byte[] bytes) throws JetonFileException {
    return switch (version(bytes)) {
      case 1 -> JetonFileV1.header(bytes);
      default -> throw newer(bytes);
    };
  }

  /**
   * The codec that a header names, with the weights that it names.
   *
   * @throws JetonFileException if this build lacks either
   */
  public static Codec<?> open(JetonHeader header, ModelFiles files) throws IOException {
    Codec<?> codec;
    try {
      codec = Codecs.open(header.codec(), files);
    } catch (UnknownCodecException | NoSuchFileException e) {
      if (header.codec().name().endsWith(ModelFiles.OWN)) {
        throw new JetonFileException(
            "made with %s, weights %s: somebody's own training, whose weight file is needed"
                .formatted(header.codec(), header.weights()),
            e);
      }
      throw new JetonFileException(
          "made with %s, weights %s, which this build does not have; it has %s"
              .formatted(header.codec(), header.weights(), String.join(", ", Codecs.names())),
          e);
    } catch (IllegalArgumentException e) {
      throw new JetonFileException(
          "made with %s, which does not open: %s".formatted(header.codec(), e.getMessage()), e);
    }
    return codec;
  }

  private static int version(byte[] bytes) throws JetonFileException {
    for (int i = 0; i < JetonFileV1.MAGIC.length(); i++) {
      if (i >= bytes.length || bytes[i] != JetonFileV1.MAGIC.charAt(i)) {
        throw new JetonFileException(
            bytes.length == 0
                ? "not a .jeton file: it is empty"
                : "not a .jeton file: it does not begin with '" + JetonFileV1.MAGIC + "'");
      }
    }
    if (bytes.length == JetonFileV1.MAGIC.length()) {
      throw new JetonFileException("cut short: it ends after %d bytes".formatted(bytes.length));
    }
    return bytes[JetonFileV1.MAGIC.length()] & 0xff;
  }

  private static JetonFileException newer(byte[] bytes) {
    return new JetonFileException(
        "format version %d, expected at most %d: a newer Jeton made it, or it is damaged"
            .formatted(bytes[JetonFileV1.MAGIC.length()] & 0xff, VERSION));
  }

  /** All of a file, if it begins as a {@code .jeton} file does. */
  private static byte[] content(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(LONGEST_HEADER);
      version(start);
      byte[] rest = in.readNBytes(LARGEST_FILE);
      byte[] whole = java.util.Arrays.copyOf(start, start.length + rest.length);
      System.arraycopy(rest, 0, whole, start.length, rest.length);
      return whole;
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T at(Path path, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (JetonFileException e) {
      throw new JetonFileException(path + ": " + e.getMessage(), e);
    }
  }
}
