package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensStatsTest {
  private static final String POEM =
      """
      Tyger Tyger, burning bright,
      In the forests of the night;
      What immortal hand or eye,
      Could frame thy fearful symmetry?

      In what distant deeps or skies.
      Burnt the fire of thine eyes?
      On what wings dare he aspire?
      What the hand, dare seize the fire?
      """;

  @TempDir Path folder;

  private Path poem() throws IOException {
    return Files.writeString(folder.resolve("poem.txt"), POEM);
  }

  private Path encoded(String name, String codec, int width) {
    var image = folder.resolve(name + ".png");
    ImageFile.write(Pictures.waves(width, codec.equals("patches-1") ? 48 : 160), image);
    Ran.jeton("encode", image, "--codec=" + codec).ok();
    return folder.resolve(name + ".jeton");
  }

  @Test
  void aTextIsThreeLanguages() throws IOException {
    var out = Ran.jeton("tokens", "stats", poem()).ok().out();
    assertTrue(out.contains("poem.txt bytes  poem.txt characters  poem.txt words"), out);
    assertEquals("8", cells(out, "sequences")[0]);
    assertEquals("256", cells(out, "vocabulary")[0]);
    assertEquals(cells(out, "types that occur")[2], cells(out, "vocabulary")[2]);
    assertTrue(Double.parseDouble(cells(out, "entropy, bits")[0]) < 5, out);
    assertTrue(out.contains("compare with --tokens"), out);
  }

  /** The words of three lines of numbered signs, counted by hand. */
  @Test
  void wordsByHand() throws IOException {
    var file = Files.writeString(folder.resolve("w.txt"), "über 12 über!\n\n12 a!\n");
    var out = Ran.jeton("tokens", "stats", file).ok().out();
    assertEquals("2", cells(out, "sequences")[2]);
    assertEquals("7", cells(out, "tokens")[2]); // über 12 über ! | 12 a !
    assertEquals("4", cells(out, "vocabulary")[2]);
    assertEquals("20", cells(out, "tokens")[0]); // ü takes two bytes
    assertEquals("18", cells(out, "tokens")[1]);
  }

  private static String[] cells(String out, String row) {
    var line = out.lines().filter(l -> l.startsWith(row + " ")).findFirst().orElseThrow();
    return line.substring(row.length()).strip().split(" +");
  }

  @Test
  void tokenFilesArePooledAndFoldersAreNot() throws IOException {
    var a = encoded("a", "blocks-1", 160);
    var b = encoded("b", "blocks-1", 320);
    var both = Ran.jeton("tokens", "stats", a, b).ok().out();
    assertEquals("2", cells(both, "sequences")[0]);
    assertEquals("300", cells(both, "tokens")[0]);
    assertEquals("4096", cells(both, "vocabulary")[0]);
    var below = Files.createDirectories(folder.resolve("photos/below"));
    Files.copy(a, below.resolve("a.jeton"));
    Files.writeString(folder.resolve("photos/notes.txt"), "not read");
    var out = Ran.jeton("tokens", "stats", b, folder.resolve("photos"), "--tokens=150").ok().out();
    assertTrue(out.lines().findFirst().orElse("").matches(" +blocks-1 +photos"), out);
    assertEquals("150", cells(out, "tokens")[0]);
    assertEquals("100", cells(out, "tokens")[1]);
  }

  @Test
  void levelsAndAllOfThem() throws IOException {
    var out =
        Ran.jeton("tokens", "stats", encoded("p", "patches-1", 64), "--order=hilbert").ok().out();
    assertTrue(out.contains("patches-1 level 0"), out);
    assertTrue(out.contains("patches-1 all levels"), out);
    var counts = cells(out, "tokens");
    int sum = 0;
    for (int level = 0; level + 1 < counts.length; level++) {
      sum += Integer.parseInt(counts[level]);
    }
    assertEquals(sum, Integer.parseInt(counts[counts.length - 1]));
  }

  @Test
  void chosenLevels() throws IOException {
    var file = encoded("p", "patches-1", 64);
    var out = Ran.jeton("tokens", "stats", file, "--levels=0,2", "--tokens=100").ok().out();
    assertEquals(3, cells(out, "tokens").length, out);
    var said = Ran.jeton("tokens", "stats", file, "--levels=11").complained(1);
    assertTrue(said.endsWith("expected levels of 0..10, found 11"), said);
  }

  @Test
  void orderChangesNeighboursOnly() throws IOException {
    var file = encoded("a", "blocks-1", 240);
    var rows = Ran.jeton("tokens", "stats", file).ok().out();
    var columns = Ran.jeton("tokens", "stats", file, "--order=columns").ok().out();
    assertEquals(cells(rows, "Huffman")[0], cells(columns, "Huffman")[0]);
    assertTrue(!cells(rows, "LZ78")[0].equals(cells(columns, "LZ78")[0]), columns);
  }

  @Test
  void writesAFolder() throws IOException {
    var out = folder.resolve("new/out");
    var ran =
        Ran.jeton("tokens", "stats", poem(), "--bpe=260", "--tokens=100", "--json", "-o", out)
            .ok()
            .json();
    assertTrue(ran.out().contains("poem.txt bpe-260"), ran.out());
    assertEquals(ran.out(), Files.readString(out.resolve("token-statistics.json")));
    assertTrue(Files.readString(out.resolve("token-statistics.md")).contains("| sequences"));
    assertTrue(Files.readString(out.resolve("token-statistics.csv")).contains("tokens,100,100,"));
    for (var plot : new String[] {"rank-frequency", "type-growth", "conditional-entropy"}) {
      assertEquals(900, ImageFile.read(out.resolve(plot + ".png")).width());
    }
    assertTrue(Files.readString(out.resolve("index.html")).contains("data:image/png"));
  }

  @Test
  void oneLetterIsALanguage() throws IOException {
    var file = Files.writeString(folder.resolve("x.txt"), "x");
    var out = folder.resolve("out");
    assertEquals("1", cells(Ran.jeton("tokens", "stats", file, "-o", out).ok().out(), "tokens")[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokens",
        "tokens stats",
        "tokens nonsense",
        "tokens stats a.txt --tokens=0",
        "tokens stats a.txt --bpe=256",
        "tokens stats a.txt --order=zigzag",
      })
  void wrongUsage(String line) {
    var said = Ran.jeton((Object[]) line.split(" ")).complained(2);
    assertTrue(said.matches("jeton: .*; see 'jeton[a-z ]* --help'"), said);
  }

  @ParameterizedTest
  @CsvSource({
    "blank.txt, '\n \n', found nothing but blank lines",
    "zero.txt, 'a\0b', expected a .jeton file or UTF-8 text",
    "bad.jeton, 'text', not a .jeton file",
  })
  void filesThatAreNoLanguage(String name, String content, String reason) throws IOException {
    var file = Files.writeString(folder.resolve(name), content);
    var said = Ran.jeton("tokens", "stats", file).complained(1);
    assertTrue(said.startsWith("jeton: " + file) && said.contains(reason), said);
  }

  @Test
  void placesThatHoldNothing() throws IOException {
    var absent = folder.resolve("absent");
    assertEquals(
        "jeton: %s: no such file".formatted(absent),
        Ran.jeton("tokens", "stats", poem(), absent).complained(1));
    var empty = Files.createDirectory(folder.resolve("empty"));
    var said = Ran.jeton("tokens", "stats", empty).complained(1);
    assertTrue(said.endsWith("expected .jeton files in this folder, found none"), said);
    var bytes = Files.write(folder.resolve("latin1.txt"), new byte[] {'a', (byte) 0xe4, 'b'});
    assertTrue(Ran.jeton("tokens", "stats", bytes).complained(1).contains("UTF-8"));
  }

  @Test
  void mixedVocabularies() {
    var a = encoded("a", "blocks-1", 160);
    var p = encoded("p", "patches-1", 64);
    var said = Ran.jeton("tokens", "stats", a, p).complained(1);
    assertTrue(said.contains("mixed vocabularies: made with patches-1"), said);
    assertTrue(said.contains("give a folder for each"), said);
  }
}
