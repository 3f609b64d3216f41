package dev.jeton.cli;

import dev.jeton.core.Codec;
import dev.jeton.core.CodecProvider;
import dev.jeton.core.Codecs;
import dev.jeton.core.JetonFile;
import dev.jeton.core.JetonHeader;
import dev.jeton.core.ModelFiles;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.core.UnknownCodecException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Codecs for images, each opened once in a command. */
final class ImageCodecs {
  /** The best first. */
  private static final String[] PREFERRED = {"photo", "patches", "elastic"};

  private final Map<String, Codec<?>> opened = new HashMap<>();
  private final ModelFiles models;

  ImageCodecs(WeightsOption weights) {
    models = weights.models();
  }

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

  /**
   * Opens the codec that weights of one's own make.
   *
   * @param family of the codec, as typed; null to find out
   */
  static Codec<Signal.Image> own(Path weights, @Nullable String family) throws IOException {
    var reasons = new ArrayList<String>();
    for (var name : family == null ? PREFERRED : new String[] {family}) {
      try {
        var spec = Spec.parse(name + ModelFiles.OWN);
        return forImages(Codecs.open(spec, ModelFiles.withOwn(weights)));
      } catch (NoSuchFileException e) {
        throw new IOException(weights + ": no such file", e);
      } catch (UnknownCodecException e) {
        var families = Codecs.providers().stream().map(CodecProvider::family).toList();
        throw new IllegalArgumentException(
            "--weights goes with the family of a codec (%s), found '%s'"
                .formatted(String.join(", ", families), name),
            e);
      } catch (IOException e) {
        reasons.add(e.getMessage());
      }
    }
    throw new IOException("%s: %s".formatted(weights, String.join("; ", reasons)));
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
        known = JetonFile.open(header, models);
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
