package dev.jeton.media.image;

import dev.jeton.core.Codec;
import dev.jeton.core.Codecs;
import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.ModelFiles;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.core.UnknownCodecException;
import dev.jeton.generate.DecodingOrder;
import dev.jeton.generate.Generator;
import dev.jeton.generate.GrowingPrefix;
import dev.jeton.generate.Guidance;
import dev.jeton.generate.MaskedRounds;
import dev.jeton.generate.Raster;
import dev.jeton.generate.Sampler;
import dev.jeton.generate.TokenModel;
import dev.jeton.nets.ParameterSource;
import dev.jeton.nets.transformer.TokenShape;
import dev.jeton.nets.transformer.TokenTransformer;
import dev.jeton.weights.Safetensors;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Makes pictures: a token model and the codec whose tokens it speaks. Its file holds the model's
 * tensors and, in the metadata, the model's sizes, the codec by name and fingerprint, the size of
 * the pictures and the names of the classes.
 *
 * @param classes names, by number
 * @param growing whether a masked model learnt only to go on from the first tokens, and so is asked
 *     for them in their order
 */
public record ImageGenerator(
    TokenModel model, Codec<Signal.Image> codec, List<String> classes, boolean growing) {
  /** The built-in models, oldest first. */
  public static final List<String> NAMES = List.of("cifar-1");

  private static final String GROWING = "growing";

  public ImageGenerator {
    classes = List.copyOf(classes);
    if (classes.size() != model.classes()) {
      throw new IllegalArgumentException(
          "expected names of %d classes, found %d".formatted(model.classes(), classes.size()));
    }
  }

  /**
   * What a file says beside the tensors.
   *
   * @param codec whose tokens the model speaks
   * @param picture {@code [height, width]}
   * @param growing whether a masked model learnt only to go on from the first tokens
   */
  public static SequencedMap<String, String> metadata(
      TokenShape shape, Codec<?> codec, Extent picture, List<String> classes, boolean growing) {
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("model", shape.spec().toString());
    if (growing) {
      metadata.put("order", GROWING);
    }
    metadata.put("codec", codec.spec().toString());
    metadata.put("codec_weights", hex(codec.fingerprint()));
    metadata.put("picture", picture.toString());
    metadata.put("classes", String.join("\n", classes));
    return metadata;
  }

  /**
   * Opens a built-in model.
   *
   * @param name one of {@link #NAMES}
   * @throws NoSuchFileException if it is not among the shipped files
   */
  public static ImageGenerator open(String name) throws IOException {
    var file = name + ".safetensors";
    return read(ModelFiles.SHIPPED.read(file), file, ModelFiles.SHIPPED);
  }

  /**
   * Reads a model's file.
   *
   * @param name what errors call it
   * @param files where the codec's weights are
   * @throws IOException if it is no such file, or the codec is absent or has other weights
   */
  public static ImageGenerator read(byte[] content, String name, ModelFiles files)
      throws IOException {
    var file = Safetensors.parse(content, name);
    return of(
        file.metadata(),
        name,
        files,
        layout ->
            TokenTransformer.of(
                TokenShape.of(Spec.parse(note(file.metadata(), "model"))),
                layout,
                ParameterSource.of(file)));
  }

  /**
   * A generator whose model somebody else opens.
   *
   * @param notes what the model's file says, as {@link #metadata} gives it
   * @param name what errors call it
   * @param files where the codec's weights are
   * @param model gives the model of tokens of such a layout
   * @throws IOException if the notes are of no such model, or the codec is absent or has other
   *     weights
   */
  public static ImageGenerator of(
      Map<String, String> notes,
      String name,
      ModelFiles files,
      Function<Layout, ? extends TokenModel> model)
      throws IOException {
    try {
      var codec = codec(notes, name, files);
      var classes = note(notes, "classes");
      return new ImageGenerator(
          model.apply(codec.layout(extent(note(notes, "picture")))),
          codec,
          classes.isEmpty() ? List.of() : List.of(classes.split("\n", -1)),
          growing(notes));
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: no model of pictures: %s".formatted(name, e.getMessage()), e);
    }
  }

  @SuppressWarnings("unchecked") // every kind of signal that exists today is an image
  private static Codec<Signal.Image> codec(Map<String, String> notes, String name, ModelFiles files)
      throws IOException {
    var spec = Spec.parse(note(notes, "codec"));
    var weights = note(notes, "codec_weights");
    Codec<?> codec;
    try {
      codec = Codecs.open(spec, files);
    } catch (UnknownCodecException | NoSuchFileException e) {
      throw new IOException(
          "%s speaks the tokens of %s, weights %s, %s"
              .formatted(
                  name,
                  spec,
                  weights,
                  spec.name().endsWith(ModelFiles.OWN)
                      ? "somebody's own training, whose weight file is needed"
                      : "which this build does not have"),
          e);
    }
    if (!hex(codec.fingerprint()).equals(weights)) {
      throw new IOException(
          "%s speaks the tokens of %s with weights %s, found weights %s"
              .formatted(name, spec, weights, hex(codec.fingerprint())));
    }
    return (Codec<Signal.Image>) codec;
  }

  private static Extent extent(String text) {
    try {
      return new Extent(Arrays.stream(text.split("x", -1)).map(Integer::valueOf).toList());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected HEIGHTxWIDTH of the pictures, found '%s'".formatted(text), e);
    }
  }

  private static boolean growing(Map<String, String> notes) {
    var order = notes.get("order");
    if (order != null && !order.equals(GROWING)) {
      throw new IllegalArgumentException(
          "expected order '%s' or none, found '%s'".formatted(GROWING, order));
    }
    return order != null;
  }

  private static String note(Map<String, String> notes, String key) {
    var note = notes.get(key);
    if (note == null) {
      throw new IllegalArgumentException("no metadata '" + key + "'");
    }
    return note;
  }

  private static String hex(long fingerprint) {
    return HexFormat.of().toHexDigits(fingerprint);
  }

  /**
   * The number of a class.
   *
   * @throws IllegalArgumentException that lists the classes, if there is none of the name
   */
  public int condition(String className) {
    int index = classes.indexOf(className);
    if (index < 0) {
      throw new IllegalArgumentException(
          "no class '%s'; classes: %s".formatted(className, String.join(", ", classes)));
    }
    return index;
  }

  /**
   * What draws its tokens: a causal model one after the other, a growing one in rounds from the
   * first on, any other masked one in rounds where it is surest.
   *
   * @param rounds of a masked model; of a growing one their number only
   */
  public Generator generator(MaskedRounds rounds, Sampler sampler, Guidance guidance) {
    DecodingOrder order = rounds;
    if (model.causal()) {
      order = new Raster();
    } else if (growing) {
      order = new GrowingPrefix(rounds.rounds());
    }
    return new Generator(model, order, sampler, guidance);
  }

  /**
   * The pictures of some tokens.
   *
   * @throws IllegalArgumentException if they are a prefix and the codec does not decode prefixes
   */
  public List<Signal.Image> decode(Generator.Generated generated) {
    for (var tokens : generated.tokens()) {
      if (!tokens.complete() && !codec.progressive()) {
        throw new IllegalArgumentException(
            "%s is not progressive: all %d tokens are needed"
                .formatted(codec.spec(), tokens.layout().count()));
      }
    }
    return generated.tokens().stream().map(codec::decode).toList();
  }
}
