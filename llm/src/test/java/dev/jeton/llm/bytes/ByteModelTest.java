package dev.jeton.llm.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.Model;
import dev.jeton.llm.ModelException;
import dev.jeton.testkit.Seed;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteModelTest {
  private static final String LETTERS = "abc '\n";

  @TempDir private Path folder;

  private static String letters(int length, SplittableRandom random) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private Model tiny(SplittableRandom random) throws IOException {
    return TinyModel.of(letters(400, random) + " grün 日本 grün 日本 aé aé", 300, 64, random, folder);
  }

  private Model ascii(SplittableRandom random) throws IOException {
    return TinyModel.of(letters(400, random), 285, 64, random, folder);
  }

  private static Tokenizer tokenizer(Model model) {
    return model.tokenizer().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void equalsTheSumOverAllEncodings(int run) throws IOException {
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong() + run);
    try (var model = ascii(random)) {
      var bytes = ByteModel.of(model, tokenizer(model));
      var brute = new BruteForce(model, tokenizer(model).bare());
      for (int i = 0; i < 12; i++) {
        var text = letters(random.nextInt(7), random);
        double[] found = bytes.byteLogProbs(text);
        double whole = brute.probability(text);
        for (char letter : LETTERS.toCharArray()) {
          double expected = brute.probability(text + letter) / whole;
          assertEquals(expected, Math.exp(found[letter]), 1e-6, text + letter + " " + seed.get());
        }
        double end = brute.probabilityOfEnd(text) / whole;
        assertEquals(end, Math.exp(found[BytePredictor.END]), 1e-6, text + " " + seed.get());
        assertEquals(1, Arrays.stream(found).map(Math::exp).sum(), 1e-9, seed);
        double chained = bytes.start("").score(text.getBytes(StandardCharsets.UTF_8));
        assertEquals(Math.log(whole), chained, 1e-5 * (1 + text.length()), text + " " + seed.get());
      }
    }
  }

  /** Blanks before a letter are cut otherwise than blanks at the end. */
  @ParameterizedTest
  @ValueSource(strings = {"ca  b", "a\n b", "\n\n\n'", "a   ", "b \n c", "''  ''"})
  void whatStandsBeforeALastPieceCounts(String text) throws IOException {
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong());
    try (var model = ascii(random)) {
      var bytes = ByteModel.of(model, tokenizer(model));
      var brute = new BruteForce(model, tokenizer(model).bare());
      double[] found = bytes.byteLogProbs(text);
      double whole = brute.probability(text);
      for (char letter : LETTERS.toCharArray()) {
        double expected = brute.probability(text + letter) / whole;
        assertEquals(expected, Math.exp(found[letter]), 1e-6, text + letter + " " + seed.get());
      }
    }
  }

  @Test
  void onlyWholeCharactersComeAndAllOfThemCan() throws IOException {
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong());
    try (var model = tiny(random)) {
      var bytes = ByteModel.of(model, tokenizer(model));
      var session = bytes.start("a");
      for (byte b : "é grün 日本 𝄞'x".getBytes(StandardCharsets.UTF_8)) {
        double[] logs = session.logProbs();
        assertTrue(Double.isFinite(logs[b & 0xFF]), seed);
        session.accept(b & 0xFF);
      }
      assertEquals(Double.NEGATIVE_INFINITY, session.logProbs()[0x80]);
      assertEquals(Double.NEGATIVE_INFINITY, session.logProbs()[0xC0]);
      assertThrows(ModelException.class, () -> session.fork().accept(0xFF));
      var inside = session.fork();
      inside.accept(0xE6);
      assertEquals(Double.NEGATIVE_INFINITY, inside.logProbs()['a']);
      assertEquals(Double.NEGATIVE_INFINITY, inside.logProbs()[BytePredictor.END]);
      for (int i = 0; i < 20; i++) {
        var drawn =
            new ByteGeneration(bytes.start("ab"), Sampler.ofTemperature(1), random)
                .run(9, text -> false);
        assertTrue(drawn.length <= 9, seed);
        assertEquals(-1, dev.jeton.text.bytes.Utf8.firstInvalid(drawn), seed);
      }
    }
  }

  @Test
  void plainAndHealedSeeTheirOwnEncodings() throws IOException {
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong());
    try (var model = ascii(random)) {
      var tokenizer = tokenizer(model);
      var bytes = ByteModel.of(model, tokenizer);
      var text = letters(9, random) + "ab";
      int[] ids = tokenizer.encode(text);
      var session = model.session();
      session.append(ids);
      assertFirstBytes(
          tokenizer, session.logits(), 0, new byte[0], start(bytes, text, ByteModel.Start.PLAIN));
      session.truncate(0);
      session.append(Arrays.copyOf(ids, ids.length - 1));
      byte[] last = tokenizer.token(ids[ids.length - 1]);
      var healed = start(bytes, text, ByteModel.Start.HEALED);
      double[] found = healed.logProbs();
      assertEquals(1, Arrays.stream(found).map(Math::exp).sum(), 1e-9, seed);
      assertTrue(
          healed.passes() <= 1, "one pass after " + new String(last, StandardCharsets.UTF_8));
    }
  }

  private static ByteSession start(ByteModel bytes, String text, ByteModel.Start start) {
    return bytes.start(new int[] {0}, text.getBytes(StandardCharsets.UTF_8), start);
  }

  /** The probability of a byte is that of the tokens that begin with it. */
  private static void assertFirstBytes(
      Tokenizer tokenizer, float[] logits, int end, byte[] before, ByteSession found) {
    var sums = new double[BytePredictor.SYMBOLS];
    double all = Math.exp(logits[end]);
    sums[BytePredictor.END] = all;
    for (int id = 0; id < logits.length; id++) {
      byte[] token = tokenizer.token(id);
      var text = new String(token, StandardCharsets.UTF_8);
      boolean whole = text.indexOf('\uFFFD') < 0;
      boolean begins = token.length == 1 && (token[0] & 0xFF) >= 0xC2 && (token[0] & 0xFF) <= 0xF4;
      boolean alone = whole && Arrays.equals(new int[] {id}, tokenizer.bare().encode(text));
      if (!tokenizer.isSpecial(id) && (alone || begins)) {
        sums[token[0] & 0xFF] += Math.exp(logits[id]);
        all += Math.exp(logits[id]);
      }
    }
    double[] logs = found.logProbs();
    for (char letter : LETTERS.toCharArray()) {
      assertEquals(sums[letter] / all, Math.exp(logs[letter]), 1e-5, "byte " + (int) letter);
    }
  }

  @Test
  void aForkGoesOnAlone() throws IOException {
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong());
    try (var model = tiny(random)) {
      var bytes = ByteModel.of(model, tokenizer(model));
      var session = bytes.start("ab c");
      double[] before = session.logProbs();
      var fork = session.fork();
      fork.score("abcab".getBytes(StandardCharsets.UTF_8));
      assertArrayEquals(before, session.logProbs());
      session.accept('a');
      var again = bytes.start("ab ca").logProbs();
      assertArrayEquals(again, session.logProbs(), 1e-4, seed);
    }
  }

  @Test
  void aTextLongerThanTheContextHasBits() throws IOException {
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong());
    try (var model = tiny(random)) {
      var bytes = ByteModel.of(model, tokenizer(model));
      var few = letters(30, random);
      double sum = bytes.start("").score(few.getBytes(StandardCharsets.UTF_8));
      assertEquals(-sum / Math.log(2) / 30, bytes.bitsPerByte(few), 1e-5, seed);
      double bits = bytes.bitsPerByte(letters(400, random));
      assertTrue(bits > 0.5 && bits < 12, bits + " " + seed.get());
      assertThrows(ModelException.class, () -> bytes.bitsPerByte(""));
    }
  }

  @Test
  void neglectingSavesPassesAndChangesLittle() throws IOException {
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong());
    try (var model = tiny(random)) {
      var bytes = ByteModel.of(model, tokenizer(model));
      var exact = bytes.start("");
      var near = bytes.neglecting(1e-3).start("");
      byte[] text = letters(40, random).getBytes(StandardCharsets.UTF_8);
      for (byte b : text) { // whatever comes, also what seemed negligible
        exact.accept(b & 0xFF);
        near.accept(b & 0xFF);
      }
      assertTrue(exact.passes() >= 40, exact.passes() + " passes, " + seed.get());
      int all = 0;
      int some = 0;
      for (var begin : List.of("ab", "c", " b", "'a", "bc a", "aa", "cb\n", "a b", "ccc", "b'")) {
        byte[] drawn =
            new ByteGeneration(bytes.start(begin), Sampler.ofTemperature(0), random)
                .run(30, soFar -> false);
        var whole = bytes.start(begin);
        var part = bytes.neglecting(1e-3).start(begin);
        assertEquals(
            whole.score(drawn), bytes.neglecting(1e-7).start(begin).score(drawn), 1e-2, seed);
        for (byte b : drawn) {
          part.accept(b & 0xFF);
        }
        all += whole.passes();
        some += part.passes();
      }
      assertTrue(some < all, some + " passes of " + all + ", " + seed.get());
    }
  }

  @Test
  void anEnsembleIsTheMeanOfItsMembers() throws IOException {
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong());
    try (var model = tiny(random)) {
      var bytes = ByteModel.of(model, tokenizer(model));
      var one = bytes.start("ab");
      var other = start(bytes, "ab", ByteModel.Start.PLAIN);
      var both = new ByteEnsemble(List.of(one.fork(), other.fork()));
      double[] a = one.logProbs();
      double[] b = other.logProbs();
      double[] mean = both.logProbs();
      for (char letter : LETTERS.toCharArray()) {
        double expected = (Math.exp(a[letter]) + Math.exp(b[letter])) / 2;
        assertEquals(expected, Math.exp(mean[letter]), 1e-12, seed);
      }
      both.fork().accept('a');
      assertArrayEquals(mean, both.logProbs());
    }
  }

  @Test
  void aGapIsSeenFromBothSides() throws IOException {
    var random = new SplittableRandom(new Seed().random().nextLong());
    try (var model = tiny(random)) {
      var bytes = ByteModel.of(model, tokenizer(model));
      assertTrue(Gap.filledBy(model));
      var gap = new Gap("ab ca", "b abc");
      double[] behind = gap.open(bytes, Gap.Order.SUFFIX_PREFIX, ByteModel.Start.EXACT).logProbs();
      double[] own = gap.open(bytes, Gap.Order.PREFIX_SUFFIX, ByteModel.Start.EXACT).logProbs();
      double[] blind = gap.open(bytes, Gap.Order.PREFIX, ByteModel.Start.EXACT).logProbs();
      assertTrue(behind['a'] != own['a'] && own['a'] != blind['a']);
      assertArrayEquals(bytes.byteLogProbs("ab ca"), blind, 1e-6);
    }
  }

  /** A prompt's own encoding may be one that no text goes on from; any text can still come. */
  @Test
  void whateverThePromptEverythingCanCome() throws IOException {
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong());
    try (var model = tiny(random)) {
      var bytes = ByteModel.of(model, tokenizer(model));
      for (int i = 0; i < 60; i++) {
        byte[] text = letters(14, random).getBytes(StandardCharsets.UTF_8);
        byte[] prefix = Arrays.copyOf(text, 1 + random.nextInt(10));
        for (var start : ByteModel.Start.values()) {
          var session = bytes.start(new int[] {0}, prefix, start);
          double score = session.score(Arrays.copyOfRange(text, prefix.length, text.length));
          assertTrue(
              Double.isFinite(score),
              start + " " + new String(text, StandardCharsets.UTF_8) + " " + seed.get());
        }
      }
    }
  }

  /** The block of docs/llm.md. */
  @Test
  void foreseesAsItSays() throws IOException {
    try (var model = tiny(new SplittableRandom(1))) {
      var bytes = ByteModel.of(model, model.tokenizer().orElseThrow());
      double[] next = bytes.byteLogProbs("    retu"); // of 256 bytes and, last, of the text's end
      double rn = bytes.start("    retu").score("rn".getBytes(StandardCharsets.UTF_8));
      double bits = bytes.bitsPerByte("int x = 1;\n"); // exact, and so comparable over vocabularies
      assertTrue(rn < next['r'] && bits > 0);

      var session =
          new Gap("  String name() {\n    retu", "\n  }\n")
              .open(bytes, Gap.Order.PREFIX, ByteModel.Start.EXACT);
      byte[] said =
          new ByteGeneration(session, Sampler.ofTemperature(0), new SplittableRandom(1))
              .run(25, soFar -> soFar[soFar.length - 1] == '\n');
      assertTrue(said.length <= 25);
    }
  }
}
