package dev.jeton.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class JetonFileTest {
  private static final FakeCodec PHOTO = FakeCodec.named("photo-1");
  private static final FakeCodec OTHER = FakeCodec.named("other-1(2,seed=7)");
  private static final Extent BSDS = Extent.of(481, 321);

  private final Tokens.Ids tokens = PHOTO.random(BSDS, new SplittableRandom(1));

  @TempDir private Path folder;

  /** The example of docs/formats/jeton.md. */
  @Test
  void theWorkedExampleStands() throws Exception {
    var layout = PHOTO.layout(Extent.of(20, 300));
    var few = new Tokens.Ids(layout, new int[] {7, 15, 0, 3, 9, 200, 31});
    byte[] bytes = new JetonFile(PHOTO, few).bytes();
    var page = Files.readString(Path.of("..", "docs", "formats", "jeton.md"));
    String hex = HexFormat.of().formatHex(bytes);
    String line = page.lines().filter(l -> l.startsWith("    4a 54 4e ")).findFirst().orElse("");
    assertEquals(hex, line.replace(" ", ""), "docs/formats/jeton.md");
    assertEquals(few, JetonFile.read(bytes, PHOTO).tokens());
  }

  @Test
  void headersAreShort() {
    for (var signal : List.of(Extent.of(1, 1), BSDS, Extent.of(5773, 8660))) {
      var all = PHOTO.random(signal, new SplittableRandom(2));
      for (int n : new int[] {1, all.length() / 2, all.length()}) {
        if (n > 0) {
          var prefix = all.prefix(n);
          var coded = new RangeEncoder();
          PHOTO.idCoder().encode(prefix, coded);
          int rest = new JetonFile(PHOTO, prefix).bytes().length - coded.length();
          boolean padded = signal.count() > 1 << 24 && n == 1;
          assertTrue(padded || rest <= 24, signal + ": " + rest);
        }
      }
    }
    var small = new JetonFile(PHOTO, tokens).bytes();
    var coded = new RangeEncoder();
    PHOTO.idCoder().encode(tokens, coded);
    assertEquals(21, small.length - coded.length(), "a whole photo of 481 x 321");
  }

  @Test
  void everyPrefixComesBack() throws JetonFileException {
    for (var codec : List.of(PHOTO, OTHER)) {
      for (int n = 1; n <= tokens.length(); n += n < 40 ? 1 : 37) {
        var file = new JetonFile(codec, tokens.prefix(n));
        var read = JetonFile.read(file.bytes(), codec);
        assertEquals(file, read);
        assertEquals(BSDS, read.decode().extent());
      }
    }
  }

  @Test
  void headersCanBeReadWithoutTheCodec() throws JetonFileException {
    byte[] bytes = new JetonFile(OTHER, tokens.prefix(300)).bytes();
    var header = JetonFile.header(bytes);
    assertEquals(OTHER.spec(), header.codec());
    assertEquals("0123456789abcdef", header.weights());
    assertEquals(BSDS, header.signal());
    assertEquals(300, header.count());
    assertEquals(bytes.length, header.headerBytes() + header.codedBytes() + 4);
    assertTrue(JetonFile.header(new JetonFile(PHOTO, tokens).bytes()).complete());
  }

  @Test
  void everyFlippedBitIsNoticed() {
    byte[] bytes = new JetonFile(PHOTO, tokens.prefix(40)).bytes();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      refused(() -> JetonFile.read(damaged, PHOTO));
    }
  }

  @Test
  void everyCutIsNoticed() {
    byte[] bytes = new JetonFile(PHOTO, tokens.prefix(40)).bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      refused(() -> JetonFile.read(cut, PHOTO));
      byte[] headless = Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
      refused(() -> JetonFile.read(headless, PHOTO));
    }
  }

  @Test
  void extraBytesAreNoticed() {
    byte[] bytes = new JetonFile(PHOTO, tokens).bytes();
    for (int extra = 1; extra < 40; extra++) {
      byte[] longer = Arrays.copyOf(bytes, bytes.length + extra);
      refused(() -> JetonFile.read(longer, PHOTO));
    }
  }

  @Test
  void aShortFileCannotClaimMuch() {
    for (int[] sizes :
        new int[][] {{1 << 15, 1 << 15}, {1, Integer.MAX_VALUE}, {46340, 46340}, {9000, 9000}}) {
      byte[] bytes = hostile(sizes, 19);
      refused(() -> JetonFile.read(bytes, PHOTO));
    }
  }

  /** 128 equal ids a byte cost nothing more, but a file never says more than that. */
  @Test
  void whatCostsNothingIsPadded() throws JetonFileException {
    IdCoder free =
        (layout, ids, count, coder) -> {
          for (int i = 0; i < count; i++) {
            ids[i] = 0;
            coder.endId();
          }
        };
    var codec = new FakeCodec(Spec.of("patches-1"), 5, free, true);
    var layout = codec.layout(Extent.of(1000, 1500));
    var file = new JetonFile(codec, new Tokens.Ids(layout, new int[layout.count()]));
    assertEquals(17 + 4 + Math.ceilDiv(layout.count(), 128), file.bytes().length);
    assertEquals(file, JetonFile.read(file.bytes(), codec));
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    var path = folder.resolve("a.jeton");
    new JetonFile(FakeCodec.named("photo-2"), tokens).write(path);
    assertEquals(
        path
            + ": made with photo-2, weights 0123456789abcdef, which this build does not have;"
            + " it has provided-1, provided-2",
        refused(() -> JetonFile.read(path, ModelFiles.SHIPPED)));
    assertTrue(refused(() -> JetonFile.read(path, PHOTO)).contains("it has photo-1, weights 0123"));
    var weights = new FakeCodec(Spec.of("photo-1"), 99, new RawIdCoder(), true);
    new JetonFile(weights, tokens).write(path);
    assertEquals(
        path
            + ": made with photo-1, weights 0000000000000063, which this build does not have;"
            + " it has photo-1, weights 0123456789abcdef",
        refused(() -> JetonFile.read(path, PHOTO)));
  }

  @Test
  void codecsAreFoundByTheirNames() throws IOException {
    var path = folder.resolve("a.jeton");
    var file = new JetonFile(FakeCodec.named("provided-2"), tokens);
    file.write(path);
    assertEquals(tokens, JetonFile.read(path, ModelFiles.SHIPPED).tokens());
    assertEquals("provided-2", JetonFile.header(path).codec().toString());
    new JetonFile(FakeCodec.named("provided"), tokens).write(path);
    assertTrue(
        refused(() -> JetonFile.read(path, ModelFiles.SHIPPED)).contains("made with provided,"));
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    var path = folder.resolve("b");
    Files.write(path, new byte[0]);
    assertEquals(path + ": not a .jeton file: it is empty", refused(() -> JetonFile.header(path)));
    Files.writeString(path, "JPEG or so");
    assertEquals(
        path + ": not a .jeton file: it does not begin with 'JTN'",
        refused(() -> JetonFile.header(path)));
    Files.writeString(path, "JTN");
    assertEquals(
        path + ": cut short: it ends after 3 bytes", refused(() -> JetonFile.header(path)));
    byte[] newer = new JetonFile(PHOTO, tokens).bytes();
    newer[3] = 9;
    Files.write(path, newer);
    assertTrue(refused(() -> JetonFile.header(path)).contains("format version 9"));
    newer[3] = 1;
    newer[4] |= (byte) 0xf0;
    assertTrue(refused(() -> JetonFile.header(newer)).contains("built-in codec number 15"));
  }

  @Test
  void tokensThatAreNotTheCodecsAreNotWritten() {
    assertThrows(IllegalArgumentException.class, () -> new JetonFile(PHOTO, tokens.prefix(0)));
    var strange = new Layout(Vocabulary.of("v", 2), List.of(Extent.of(3)), BSDS);
    assertThrows(
        IllegalArgumentException.class,
        () -> new JetonFile(PHOTO, new Tokens.Ids(strange, new int[] {1})));
  }

  @Test
  void filesAreWrittenWholeOrNotAtAll() throws IOException {
    var path = folder.resolve("c.jeton");
    var file = new JetonFile(PHOTO, tokens);
    file.write(path);
    file.write(path);
    assertArrayEquals(file.bytes(), Files.readAllBytes(path));
    var absent = folder.resolve("no/such/folder.jeton");
    var e = assertThrows(IOException.class, () -> file.write(absent));
    assertEquals("cannot write " + absent + ": its folder does not exist", e.getMessage());
    var taken = Files.createDirectory(folder.resolve("d.jeton"));
    e = assertThrows(IOException.class, () -> file.write(taken));
    assertEquals("cannot write " + taken + ": it is a folder", e.getMessage());
    try (var list = Files.list(folder)) {
      assertEquals(List.of(path, taken), list.sorted().toList(), "nothing else is left");
    }
    if (Files.exists(Path.of("/dev/null"))) {
      file.write(Path.of("/dev/null"));
      assertFalse(Files.isRegularFile(Path.of("/dev/null")));
    }
  }

  /** A header that claims {@code sizes}, and {@code rest} bytes after it. */
  private static byte[] hostile(int[] sizes, int rest) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'J', 'T', 'N', 1, (byte) (0x10 | sizes.length)});
    out.writeBytes(ByteBuffer.allocate(8).putLong(PHOTO.fingerprint()).array());
    for (int size : sizes) {
      for (; size >= 0x80; size >>>= 7) {
        out.write(size | 0x80);
      }
      out.write(size);
    }
    out.writeBytes(new byte[rest]);
    return out.toByteArray();
  }

  private static String refused(Executable reading) {
    var message = assertThrows(JetonFileException.class, reading).getMessage();
    assertTrue(message != null && !message.contains("\n"), "one line");
    return message;
  }
}
