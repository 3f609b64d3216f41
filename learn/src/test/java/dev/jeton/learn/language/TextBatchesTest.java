package dev.jeton.learn.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextBatchesTest {
  @TempDir private Path folder;

  private static int at(int[] ids, int id) {
    return IntStream.range(0, ids.length).filter(i -> ids[i] == id).findFirst().orElseThrow();
  }

  @Test
  void aReorderedTextHoldsAllOfItself() throws IOException {
    var seed = new Seed();
    var documents = Languages.documents("words", 30, seed.random());
    var tokenizer = Languages.tokenizer(documents, 320, folder);
    var specials = SpecialIds.of(tokenizer);
    var middle = new FillInTheMiddle(tokenizer, specials);
    int suffixFirst = 0;
    for (int i = 0; i < 200; i++) {
      var text = Languages.text(30, seed.random());
      int[] ids = middle.reordered(tokenizer.encode(text), seed.random());
      int suffix = at(ids, specials.suffix());
      int gap = at(ids, specials.middle());
      assertEquals(specials.prefix(), ids[0], seed.toString());
      assertEquals(specials.end(), ids[ids.length - 1], seed.toString());
      var before = tokenizer.decode(Arrays.copyOfRange(ids, 1, suffix));
      var after = tokenizer.decode(Arrays.copyOfRange(ids, suffix + 1, gap));
      var filling = tokenizer.decode(Arrays.copyOfRange(ids, gap + 1, ids.length - 1));
      assertEquals(text, before + filling + after, seed.toString());
      suffixFirst += suffix == 1 ? 1 : 0;
    }
    assertTrue(suffixFirst > 60 && suffixFirst < 140, suffixFirst + " of 200, " + seed);
  }

  @Test
  void rowsAreFullAndTheSameForTheSameNumbers() throws IOException {
    var seed = new Seed();
    var documents = Languages.documents("words", 30, seed.random());
    var tokenizer = Languages.tokenizer(documents, 320, folder);
    var kinds = List.of(TokenizedTexts.of(tokenizer, documents));
    var batches = new TextBatches(kinds, tokenizer, 0.5, 65);
    int[] first = batches.draw(20, new SplittableRandom(3));
    assertArrayEquals(first, batches.draw(20, new SplittableRandom(3)));
    assertEquals(20 * 65, first.length);
    assertTrue(Arrays.stream(first).allMatch(tokenizer::has));
    int middle = SpecialIds.of(tokenizer).middle();
    assertTrue(Arrays.stream(first).anyMatch(id -> id == middle));
    int[] plain = new TextBatches(kinds, tokenizer, 0, 65).draw(20, new SplittableRandom(3));
    assertTrue(Arrays.stream(plain).noneMatch(id -> id == middle));
  }

  @Test
  void heldOutTextsAreNotLearntFrom() {
    var documents = Languages.documents("words", 500, new Seed().random());
    var aside = documents.heldOut(10);
    var rest = documents.without(aside);
    assertEquals(500, aside.all().size() + rest.all().size());
    assertTrue(aside.all().size() > 20 && aside.all().size() < 90);
    assertTrue(rest.all().stream().noneMatch(aside.all()::contains));
    assertEquals(aside, documents.heldOut(10));
  }

  @Test
  void readsFoldersOfTextsAndJava() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/X.java"), "class X {}");
    Files.writeString(folder.resolve("a/read.txt"), "read");
    Files.writeString(folder.resolve("a/not.png"), "not");
    Files.write(folder.resolve("a/broken.txt"), new byte[] {(byte) 0xFF});
    var documents = Documents.of(folder.resolve("a"));
    assertEquals(
        List.of("b/X.java", "read.txt"), documents.all().stream().map(Document::name).toList());
    assertEquals("class X {}read", new String(documents.joined(), StandardCharsets.UTF_8));
    assertEquals(14, documents.bytes());
  }
}
