package dev.jeton.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.jeton.text.bytes.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes inputs for models out of random texts and pairs, with random truncation and padding, here
 * and with Hugging Face's tokenizers, and compares them; run on request, see {@code docs/text.md}.
 *
 * <p>Arguments: the Python of an environment with tokenizers, the number of batches, the seed, then
 * files.
 */
final class InputFuzz {
  static final String ERROR = "error";
  private static final int SHOWN = 4;

  private InputFuzz() {}

  /**
   * A call.
   *
   * @param texts one or two to an input
   */
  record Batch(List<List<String>> texts, boolean bare, Truncation truncation, Padding padding) {

    static Batch random(SplittableRandom random, RandomText texts) {
      int size = 1 + random.nextInt(3);
      int width = 1 + random.nextInt(2);
      var all = new ArrayList<List<String>>();
      for (int i = 0; i < size; i++) {
        var some = new ArrayList<String>();
        for (int k = 0; k < width; k++) {
          some.add(texts.next(random.nextInt(10)));
        }
        all.add(some);
      }
      int most = 8 + random.nextInt(random.nextBoolean() ? 12 : 60);
      var truncation =
          random.nextInt(6) == 0
              ? Truncation.NONE
              : new Truncation(
                  most,
                  random.nextInt(4),
                  Truncation.Strategy.values()[random.nextInt(3)],
                  Keep.values()[random.nextInt(2)]);
      boolean longest = random.nextBoolean();
      var padding =
          random.nextInt(4) == 0
              ? Padding.NONE
              : new Padding(
                  longest,
                  longest ? 0 : random.nextInt(40),
                  1 + random.nextInt(9),
                  Padding.Side.values()[random.nextInt(2)],
                  random.nextInt(5),
                  random.nextInt(3));
      return new Batch(all, random.nextInt(8) == 0, truncation, padding);
    }

    /** What {@link #json} wrote. */
    static Batch parse(String line) throws IOException {
      try (var parser = new JsonFactory().createParser(line)) {
        var values = new ArrayList<List<Object>>();
        values.add(new ArrayList<>());
        String name = "";
        boolean bare = false;
        Truncation truncation = Truncation.NONE;
        Padding padding = Padding.NONE;
        List<List<String>> texts = List.of();
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
          switch (token) {
            case FIELD_NAME -> name = parser.currentName();
            case START_ARRAY -> values.add(new ArrayList<>());
            case VALUE_STRING -> values.getLast().add(parser.getText());
            case VALUE_NUMBER_INT -> values.getLast().add(parser.getIntValue());
            case VALUE_NULL -> values.getLast().add(-1);
            case VALUE_TRUE -> bare = true;
            case END_ARRAY -> {
              var list = values.removeLast();
              values.getLast().add(list);
              if (values.size() == 1) {
                switch (name) {
                  case "texts" -> texts = texts(list);
                  case "truncation" -> truncation = truncation(list);
                  default -> padding = padding(list);
                }
              }
            }
            default -> {}
          }
        }
        return new Batch(texts, bare, truncation, padding);
      }
    }

    private static List<List<String>> texts(List<?> list) {
      return list.stream()
          .map(some -> ((List<?>) some).stream().map(String.class::cast).toList())
          .toList();
    }

    private static Truncation truncation(List<?> list) {
      return new Truncation(
          (int) list.get(0),
          (int) list.get(1),
          Truncation.Strategy.valueOf(list.get(2).toString().toUpperCase(Locale.ROOT)),
          list.get(3).equals("right") ? Keep.START : Keep.END);
    }

    private static Padding padding(List<?> list) {
      int length = (int) list.get(0);
      return new Padding(
          length < 0,
          Math.max(0, length),
          (int) list.get(1),
          Padding.Side.valueOf(list.get(2).toString().toUpperCase(Locale.ROOT)),
          (int) list.get(3),
          (int) list.get(4));
    }

    String json() {
      var inputs = texts.stream().map(some -> list(some.stream().map(Batch::quoted))).toList();
      return "{\"texts\": %s, \"bare\": %b%s%s}"
          .formatted(
              list(inputs.stream()),
              bare,
              truncation.equals(Truncation.NONE)
                  ? ""
                  : ", \"truncation\": [%d, %d, \"%s\", \"%s\"]"
                      .formatted(
                          truncation.maxTokens(),
                          truncation.stride(),
                          truncation.strategy().name().toLowerCase(Locale.ROOT),
                          truncation.keep() == Keep.START ? "right" : "left"),
              padding.equals(Padding.NONE)
                  ? ""
                  : ", \"padding\": [%s, %d, \"%s\", %d, %d]"
                      .formatted(
                          padding.toLongest() ? "null" : padding.length(),
                          padding.multipleOf(),
                          padding.side().name().toLowerCase(Locale.ROOT),
                          padding.id(),
                          padding.typeId()));
    }

    private static String list(Stream<String> values) {
      return "[" + String.join(", ", values.toList()) + "]";
    }

    private static String quoted(String text) {
      var quoted = new StringBuilder("\"");
      for (char c : new String(JsonStringEncoder.getInstance().quoteAsString(text)).toCharArray()) {
        quoted.append(c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c));
      }
      return quoted.append('"').toString();
    }

    /** Everything but offsets, a tab, offsets in code points; as the reference writes it. */
    String found(Tokenizer tokenizer) {
      var from = bare ? tokenizer.bare() : tokenizer;
      var inputs = from.inputs().with(truncation).with(padding);
      List<List<ModelInput>> all;
      try {
        all =
            texts.getFirst().size() == 1
                ? inputs.windowsOfAll(texts.stream().map(List::getFirst).toList())
                : inputs.windowsOfAllPairs(
                    texts.stream().map(s -> new TextPair(s.getFirst(), s.getLast())).toList());
      } catch (TokenizerException e) {
        return ERROR;
      }
      var line = new StringBuilder();
      var offsets = new StringBuilder();
      for (int i = 0; i < all.size(); i++) {
        var whole = texts.get(i).stream().map(text -> Utf8.decode(Utf8.encode(text))).toList();
        for (var input : all.get(i)) {
          line.append(Arrays.toString(input.ids()))
              .append(Arrays.toString(input.typeIds()))
              .append(Arrays.toString(input.attentionMask()))
              .append(Arrays.toString(input.specialTokensMask()))
              .append(Arrays.toString(input.sequences()));
          offsets.append(Arrays.toString(codePoints(input, whole)));
        }
      }
      return line.append('\t').append(offsets).toString();
    }

    private static int[] codePoints(ModelInput input, List<String> texts) {
      int[] offsets = new int[2 * input.length()];
      for (int i = 0; i < input.length(); i++) {
        if (input.sequences()[i] != ModelInput.NO_SEQUENCE) {
          var text = texts.get(input.sequences()[i]);
          offsets[2 * i] = text.codePointCount(0, input.charStarts()[i]);
          offsets[2 * i + 1] = text.codePointCount(0, input.charEnds()[i]);
        }
      }
      return offsets;
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int count = Integer.parseInt(args[1]);
    long seed = Long.parseLong(args[2]);
    var folder = Files.createTempDirectory("inputs");
    var random = new SplittableRandom(seed);
    var texts = new RandomText(random);
    var batches = new ArrayList<Batch>();
    for (int i = 0; i < count; i++) {
      batches.add(Batch.random(random, texts));
    }
    var calls = folder.resolve("batches");
    Files.write(calls, batches.stream().map(Batch::json).toList());
    for (var file : Arrays.asList(args).subList(3, args.length)) {
      var out = folder.resolve("expected");
      var process =
          new ProcessBuilder(
                  args[0], "text/src/test/fuzz/reference.py", "inputs", file, "" + calls, "" + out)
              .redirectError(folder.resolve("panics").toFile())
              .start();
      var version =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException(Files.readString(folder.resolve("panics")));
      }
      System.err.println(compare(Path.of(file), batches, out, version, seed));
    }
  }

  private static String compare(Path file, List<Batch> batches, Path out, String version, long seed)
      throws IOException {
    var tokenizer = Tokenizer.open(file).with(SpecialTokens.ALLOW);
    int errors = 0;
    int wrong = 0;
    int offsets = 0;
    long strings = 0;
    try (var lines = Files.newBufferedReader(out)) {
      for (var batch : batches) {
        strings += (long) batch.texts.size() * batch.texts.getFirst().size();
        var expected = lines.readLine();
        var found = batch.found(tokenizer);
        errors += expected.equals(ERROR) ? 1 : 0;
        if (!part(expected, 0).equals(part(found, 0))) {
          if (++wrong <= SHOWN) {
            System.err.printf(
                "%s%n  expected %s%n  found    %s%n",
                batch.json(), part(expected, 0), part(found, 0));
          }
        } else if (!expected.equals(found) && ++offsets <= SHOWN && Boolean.getBoolean("offsets")) {
          System.err.printf(
              "offsets of %s%n  expected %s%n  found    %s%n", batch.json(), expected, found);
        }
      }
    }
    return "%s (%s), seed %d: %d batches of %d strings, %d of them errors; differences: %d, offsets %d"
        .formatted(
            file.getFileName(), version, seed, batches.size(), strings, errors, wrong, offsets);
  }

  private static String part(String line, int index) {
    return line.split("\t", 2)[index];
  }
}
