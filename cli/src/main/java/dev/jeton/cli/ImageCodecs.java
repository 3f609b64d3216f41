package dev.jeton.cli;

import dev.jeton.core.Codec;
import dev.jeton.core.Codecs;
import dev.jeton.core.JetonFile;
import dev.jeton.core.JetonHeader;
import dev.jeton.core.ModelFiles;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.core.UnknownCodecException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Codecs for images, each opened once in a command. */
final class ImageCodecs {
  /** The best first. */
  private static final String[] PREFERRED = {"photo", "patches"};

  private final Map<String, Codec<?>> opened = new HashMap<>();

  /**
   * Opens the best codec whose weights are here.
   *
   * @throws IOException if there is none
   */
  static Codec<Signal.Image> openPreferred() throws IOException {
    var absent = new ArrayList<String>();
    for (var family : PREFERRED) {
      try {
        return open(family);
      } catch (UnknownCodecException | NoSuchFileException e) {
        absent.add(e.getMessage());
      }
    }
    throw new IOException("no codec for images is here: " + String.join("; ", absent));
  }

  /** Opens a codec by its spec, as typed. */
  static Codec<Signal.Image> open(String spec) throws IOException {
    return forImages(Codecs.open(Spec.parse(spec), ModelFiles.SHIPPED));
  }

  /** Reads a file with the codec that it names. */
  JetonFile read(Inputs input) throws IOException {
    if (input.standard()) {
      byte[] content = StandardStreams.read();
      return JetonFile.read(content, codec(input, JetonFile.header(content)));
    }
    return JetonFile.read(input.file(), codec(input, JetonFile.header(input.file())));
  }

  private Codec<?> codec(Inputs input, JetonHeader header) throws IOException {
    String key = header.codec() + " " + header.weights();
    var known = opened.get(key);
    if (known == null) {
      try {
        known = JetonFile.open(header, ModelFiles.SHIPPED);
      } catch (IOException e) {
        throw new IOException(input.name() + ": " + e.getMessage(), e);
      }
      opened.put(key, known);
    }
    return known;
  }

  /** Every kind of signal that exists today is an image. */
  @SuppressWarnings("unchecked")
  private static Codec<Signal.Image> forImages(Codec<?> codec) {
    return (Codec<Signal.Image>) codec;
  }
}
