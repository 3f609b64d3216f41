package dev.jeton.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.file.KnownTiktoken;
import dev.jeton.text.file.TokenizerFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Encodes random strings here and with a reference, and compares ids, decoded text and offsets; run
 * on request, see {@code docs/text.md}.
 *
 * <p>Arguments: the Python of an environment with the packages that {@code reference.py} names, the
 * number of strings, the seed, then pairs of {@code tokenizers}, {@code sentencepiece}, {@code
 * gguf} or an encoding's name and a file; {@code written} instead of these writes the file's
 * tokenizer as a {@code tokenizer.json}, which tokenizers and Jeton read again. For {@code gguf}
 * node must be on the path, and {@code NODE_LLAMA_CPP} name the folder that {@code llama.mjs}
 * wants; what is decoded is not compared.
 */
final class DifferentialFuzz {
  private static final int SHOWN = 5;
  private static final String GGUF = "gguf";
  private static final String WRITTEN = "written";

  private DifferentialFuzz() {}

  /**
   * What the reference says about a string.
   *
   * @param decoded of {@code allow}
   * @param plain {@code text} decoded without special tokens
   */
  record Expected(int[] allow, int[] text, int[] offsets, String decoded, String plain) {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int count = Integer.parseInt(args[1]);
    long seed = Long.parseLong(args[2]);
    var folder = Files.createTempDirectory("fuzz");
    var random = new RandomText(new SplittableRandom(seed));
    var texts = new ArrayList<String>();
    var lines = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var text = random.next(i % 500 == 0 ? 300 : 14);
      texts.add(text);
      lines.add('"' + escaped(text) + '"');
    }
    Files.write(folder.resolve("texts"), lines);
    for (int i = 3; i + 1 < args.length; i += 2) {
      var out = folder.resolve("expected");
      var file = Path.of(args[i + 1]).toAbsolutePath();
      boolean written = args[i].startsWith(WRITTEN);
      var read = written ? folder.resolve("tokenizer.json") : file;
      if (written) {
        Files.write(read, opened(args[i], file).tokenizerJson());
      }
      var command =
          args[i].equals(GGUF)
              ? List.of("node", "text/src/test/fuzz/llama.mjs")
              : List.of(
                  args[0],
                  "text/src/test/fuzz/reference.py",
                  "run",
                  written ? "tokenizers" : args[i]);
      var process =
          new ProcessBuilder(
                  Stream.concat(
                          command.stream(),
                          Stream.of(
                              read.toString(), folder.resolve("texts").toString(), out.toString()))
                      .toList())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var version =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException("the reference failed");
      }
      System.err.println(compare(args[i], file, texts, out, version, seed));
      if (written) {
        System.err.println(reread(opened(args[i], file), Tokenizer.open(read), texts));
      }
    }
  }

  /** {@code written:o200k_harmony} and the like say which encoding a file is for. */
  private static Tokenizer opened(String kind, Path file) throws IOException {
    int colon = kind.indexOf(':');
    return colon < 0
        ? Tokenizer.open(file)
        : TokenizerFiles.open(file, KnownTiktoken.named(kind.substring(colon + 1)));
  }

  private static String reread(Tokenizer original, Tokenizer again, List<String> texts) {
    int wrong = 0;
    for (var text : texts) {
      int[] ids = original.encode(text);
      boolean same =
          Arrays.equals(ids, again.encode(text))
              && plain(original, ids).equals(plain(again, ids))
              && Arrays.equals(
                  original.with(SpecialTokens.ALLOW).encode(text),
                  again.with(SpecialTokens.ALLOW).encode(text));
      if (!same && wrong++ < SHOWN) {
        System.err.println("read again differs in \"" + escaped(text) + "\"");
      }
    }
    return "  read again: %d differences".formatted(wrong);
  }

  private static String plain(Tokenizer tokenizer, int[] ids) {
    return tokenizer.decode(tokenizer.withoutSpecials(ids));
  }

  private static String compare(
      String kind, Path file, List<String> texts, Path out, String version, long seed)
      throws IOException {
    var tokenizer =
        kind.startsWith(WRITTEN)
                || List.of("tokenizers", "sentencepiece", "llama3", GGUF).contains(kind)
            ? kind.equals(GGUF) ? Tokenizer.open(file).bare() : opened(kind, file)
            : TokenizerFiles.open(file, KnownTiktoken.named(kind));
    var allowing = // SentencePiece never reads control pieces in a text
        kind.equals("sentencepiece") ? tokenizer : tokenizer.with(SpecialTokens.ALLOW);
    boolean written = kind.startsWith(WRITTEN);
    int[] wrong = new int[4];
    int shown = 0;
    int i = 0;
    try (var expectations = Files.lines(out)) {
      for (var line : (Iterable<String>) expectations::iterator) {
        var text = texts.get(i++);
        var expected = parse(line);
        var encoding = allowing.encodeWithOffsets(text);
        boolean[] same = {
          Arrays.equals(expected.allow, encoding.ids()),
          Arrays.equals(expected.text, tokenizer.encode(text)),
          kind.equals(GGUF)
              || (written
                  ? expected.plain.equals(plain(tokenizer, expected.text))
                  : expected.decoded.equals(tokenizer.decode(expected.allow))),
          written
              || expected.offsets.length == 0
              || Arrays.equals(expected.offsets, codePointOffsets(text, encoding))
        };
        for (int k = 0; k < same.length; k++) {
          wrong[k] += same[k] ? 0 : 1;
          if (!same[k] && wrong[k] <= SHOWN && shown++ < 3 * SHOWN) {
            if (text.length() > 100) {
              continue; // shorter ones will show the same
            }
            System.err.printf(
                "%s differ in \"%s\"%n  expected %s%n  found    %s%n",
                List.of("ids", "ids as text", "decoded", "offsets").get(k),
                escaped(text),
                shown(
                    k,
                    expected.allow,
                    expected.text,
                    written ? expected.plain : expected.decoded,
                    expected.offsets),
                shown(
                    k,
                    encoding.ids(),
                    tokenizer.encode(text),
                    written ? plain(tokenizer, expected.text) : tokenizer.decode(expected.allow),
                    codePointOffsets(text, encoding)));
          }
        }
      }
    }
    return "%s %s (%s), seed %d: %d strings; differences: %d ids, %d ids as text, %d decoded, %d offsets"
        .formatted(
            kind, file.getFileName(), version, seed, i, wrong[0], wrong[1], wrong[2], wrong[3]);
  }

  private static String shown(int k, int[] allow, int[] text, String decoded, int[] offsets) {
    return switch (k) {
      case 0 -> Arrays.toString(allow);
      case 1 -> Arrays.toString(text);
      case 2 -> escaped(decoded);
      default -> Arrays.toString(offsets) + " for " + Arrays.toString(allow);
    };
  }

  /** Offsets in code points, as Python counts. */
  private static int[] codePointOffsets(String text, Encoding encoding) {
    var whole = Utf8.decode(Utf8.encode(text));
    int[] offsets = new int[2 * encoding.length()];
    for (int i = 0; i < encoding.length(); i++) {
      if (encoding.byteStarts()[i] == encoding.byteEnds()[i]) {
        continue; // of the template; the reference says 0, 0
      }
      offsets[2 * i] = whole.codePointCount(0, encoding.charStarts()[i]);
      offsets[2 * i + 1] = whole.codePointCount(0, encoding.charEnds()[i]);
    }
    return offsets;
  }

  static Expected parse(String line) throws IOException {
    int[] allow = {};
    int[] text = {};
    int[] offsets = {};
    String decoded = "";
    String plain = "";
    try (var parser = new JsonFactory().createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "allow" -> allow = numbers(parser);
          case "text" -> text = numbers(parser);
          case "offsets" -> offsets = numbers(parser);
          case "plain" -> plain = parser.getText();
          default -> decoded = parser.getText();
        }
      }
    }
    return new Expected(allow, text, offsets, decoded, plain);
  }

  private static int[] numbers(JsonParser parser) throws IOException {
    var numbers = new ArrayList<Integer>();
    int depth = 1;
    while (depth > 0) {
      switch (parser.nextToken()) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        default -> numbers.add(parser.getIntValue());
      }
    }
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String escaped(String text) {
    var quoted = new StringBuilder();
    for (char c : new String(JsonStringEncoder.getInstance().quoteAsString(text)).toCharArray()) {
      quoted.append(c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return quoted.toString();
  }
}
