package dev.jeton.text.compress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionFilesTest {
  private final Seed seed = new Seed();
  private final OrderModel model = OrderModel.learn(Documents.sentences(300, seed.random()), 3);

  @TempDir Path folder;

  private WindowDictionary dictionary() {
    return WindowDictionary.of(new EqualInfoWindows(model, 12));
  }

  private List<byte[]> models() {
    return List.of(ModelFile.bytes(model), WindowFile.bytes(dictionary()));
  }

  @Test
  void aModelFromItsFileSaysTheSame() {
    var read = ModelFile.read(ModelFile.bytes(model));
    assertEquals(3, read.order());
    for (var text : Documents.awkward(seed.random())) {
      assertArrayEquals(
          new ArithmeticCoding(model).encode(text), new ArithmeticCoding(read).encode(text), seed);
    }
    var nothing = ModelFile.read(ModelFile.bytes(OrderModel.learn(List.of(), 6)));
    assertEquals(6, nothing.order());
  }

  @Test
  void aDictionaryFromItsFileIsTheSame() {
    var written = dictionary();
    var read = WindowFile.read(WindowFile.bytes(written));
    for (int codeword = 0; codeword < written.size(); codeword++) {
      assertArrayEquals(written.text(codeword), read.text(codeword), seed);
    }
  }

  @Test
  void everyTextComesBackFromItsFile() {
    for (var learnt : models()) {
      var compressor = TextCompressor.of(learnt);
      for (var text : Documents.awkward(seed.random())) {
        byte[] file = compressor.compress(text);
        assertTrue(TextCompressor.recognises(file));
        assertArrayEquals(text, compressor.decompress(file), seed);
      }
    }
  }

  @Test
  void whatWasChangedOrCutShortIsRefused() {
    byte[] text = Documents.sentences(1, seed.random()).getFirst();
    for (var learnt : models()) {
      var compressor = TextCompressor.of(learnt);
      byte[] file = compressor.compress(text);
      for (int i = 0; i < file.length; i++) {
        byte[] flipped = file.clone();
        flipped[i] ^= (byte) (1 << seed.random().nextInt(8));
        assertThrows(TokenizerException.class, () -> compressor.decompress(flipped), seed);
        byte[] cut = Arrays.copyOf(file, i);
        assertThrows(TokenizerException.class, () -> compressor.decompress(cut), seed);
      }
      for (int times = 0; times < 300; times++) {
        int at = seed.random().nextInt(learnt.length);
        byte[] flipped = learnt.clone();
        flipped[at] ^= (byte) (1 << seed.random().nextInt(8));
        assertThrows(TokenizerException.class, () -> TextCompressor.of(flipped), seed);
        byte[] cut = Arrays.copyOf(learnt, at);
        assertThrows(TokenizerException.class, () -> TextCompressor.of(cut), seed);
      }
    }
  }

  /** Contents that a checksum bears out, yet make no sense. */
  @Test
  void nonsenseWithAChecksumIsRefused() {
    for (int times = 0; times < 2000; times++) {
      var content = new byte[seed.random().nextInt(400)];
      seed.random().nextBytes(content);
      if (content.length > 0) {
        content[0] = (byte) seed.random().nextInt(21);
      }
      for (char letter : new char[] {'W', 'M'}) {
        byte[] file = new Sealed(letter, "nonsense").file(content);
        try {
          var unused = TextCompressor.of(file);
        } catch (TokenizerException e) {
          assertEquals(1, String.valueOf(e.getMessage()).lines().count(), seed);
        }
      }
    }
  }

  @Test
  void anotherModelIsRefusedByItsChecksum() {
    byte[] file = TextCompressor.of(models().get(0)).compress("a text".getBytes(UTF_8));
    var other = TextCompressor.of(models().get(1));
    var e = assertThrows(TokenizerException.class, () -> other.decompress(file));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("expected the model with checksum "),
        e.getMessage());
  }

  @Test
  void windowsAreATokenizer() throws IOException {
    var dictionary = dictionary();
    var file = Files.write(folder.resolve("windows"), WindowFile.bytes(dictionary));
    var tokenizer = Tokenizer.open(file);
    assertEquals(4096, tokenizer.size());
    assertEquals("equal-info", tokenizer.parts().origin().format());
    var texts = List.of("", "every coder reads a naïve window.", "中文 😀 and the rest", "\u0000");
    for (var text : texts) {
      int[] ids = tokenizer.encode(text);
      assertArrayEquals(dictionary.encode(text.getBytes(UTF_8)), ids);
      assertEquals(text, tokenizer.decode(ids));
      assertEquals(ids.length, tokenizer.count(text));
      var encoding = tokenizer.encodeWithOffsets(text);
      assertArrayEquals(
          IntStream.range(0, ids.length).map(i -> dictionary.length(ids[i])).toArray(),
          IntStream.range(0, ids.length)
              .map(i -> encoding.byteEnds()[i] - encoding.byteStarts()[i])
              .toArray());
    }
  }
}
