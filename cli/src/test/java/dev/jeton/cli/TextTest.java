package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code jeton text}: with a byte-level tokenizer of 256 bytes, "he", "ll", "hell" and one special.
 */
class TextTest {
  private static final String PATTERN = "--pattern=[a-z]+";

  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @TempDir Path folder;
  private Path ranks;
  private Path json;

  @BeforeEach
  void write() throws IOException {
    System.setOut(new PrintStream(written));
    var lines = new StringBuilder();
    for (int b = 0; b < 256; b++) {
      lines.append(line(new byte[] {(byte) b}, b));
    }
    lines.append(line("he".getBytes(StandardCharsets.UTF_8), 256));
    lines.append(line("ll".getBytes(StandardCharsets.UTF_8), 257));
    lines.append(line("hell".getBytes(StandardCharsets.UTF_8), 258));
    ranks = Files.writeString(folder.resolve("x.tiktoken"), lines);
    json =
        Files.writeString(
            folder.resolve("t.json"),
            """
            {"model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "a": 1, "b": 2}, "unk_token": "[UNK]"},
             "pre_tokenizer": {"type": "WhitespaceSplit"},
             "truncation": {"max_length": 1},
             "added_tokens": [{"id": 3, "content": "<end>", "special": true}]}""");
  }

  @AfterEach
  void restore() {
    System.setIn(in);
    System.setOut(out);
  }

  private static String line(byte[] token, int id) {
    return Base64.getEncoder().encodeToString(token) + " " + id + "\n";
  }

  private Ran text(String command, Object... more) {
    var words = new Object[more.length + 5];
    System.arraycopy(more, 0, words, 5, more.length);
    words[0] = "text";
    words[1] = command;
    words[2] = "--tokenizer";
    words[3] = ranks;
    words[4] = PATTERN;
    return Ran.jeton(words);
  }

  @Test
  void encodesAndDecodes() throws IOException {
    var ran = text("encode", "--text", "hello é").ok();
    assertEquals("258 111 32 195 169\n", ran.out());
    assertEquals("", text("decode", "--ids", ran.out().strip()).ok().out());
    assertArrayEquals("hello é".getBytes(StandardCharsets.UTF_8), written.toByteArray());
    written.reset();
    System.setIn(new ByteArrayInputStream("[258, 111,195]\n".getBytes(StandardCharsets.UTF_8)));
    text("decode").ok();
    assertArrayEquals(new byte[] {'h', 'e', 'l', 'l', 'o', (byte) 195}, written.toByteArray());
    System.setIn(new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)));
    assertEquals("2\n", text("count", "-").ok().out());
  }

  @Test
  void leavesOutControlTokens() {
    var all = Ran.jeton("text", "decode", "--tokenizer", json, "--ids=1 3", "--json").ok();
    assertTrue(all.out().contains("\"a <end>\""), all.out());
    var some =
        Ran.jeton("text", "decode", "--tokenizer", json, "--ids=1 3", "--skip-special", "--json");
    assertTrue(some.ok().out().contains("\"a\""), some.out());
  }

  @Test
  void saysHowLargeAFileMayBe() throws IOException {
    var large = folder.resolve("large");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 31); // takes no room on disk
    }
    assertEquals(
        "jeton: %s: expected less than 2 GB, found 2147483648 bytes".formatted(large),
        text("count", large).complained(1));
  }

  @Test
  void takesFilesAndFolders() throws IOException {
    var texts = Files.createDirectory(folder.resolve("texts"));
    var a = Files.writeString(texts.resolve("a.txt"), "hell");
    var b = Files.writeString(texts.resolve("b.txt"), "");
    assertEquals("1\t%s\n0\t%s\n".formatted(a, b), text("count", texts).ok().out());
    assertEquals("258\t%s\n\t%s\n".formatted(a, b), text("encode", texts).ok().out());
    assertTrue(text("count", texts, "--json").ok().json().out().contains("\"tokens\" : 1"));
    var one = text("count", a, folder.resolve("absent"));
    assertEquals(1, one.code());
    assertTrue(one.err().contains("absent: no such file"), one.err());
  }

  @Test
  void saysWhereTokensStand() {
    assertEquals(
        """
        id\tbyte\tto\tchar\tto\ttoken
        258\t0\t4\t0\t4\thell
        10\t4\t5\t4\t5\t\\n
        195\t5\t6\t5\t6\t\\xc3
        169\t6\t7\t5\t6\t\\xa9
        """,
        text("offsets", "--text", "hell\né").ok().out());
    text("offsets", "--text", "x", "--json").ok().json();
  }

  @Test
  void splitsAtTokens() {
    assertEquals(
        "0\t5\t2\thello\n5\t7\t2\té\n",
        text("split", "--tokens", 2, "--text", "helloé").ok().out());
    assertEquals(
        "0\t5\t2\thello\n4\t6\t2\too\n",
        text("split", "--tokens=2", "--overlap=1", "--text", "helloo").ok().out());
    text("split", "--tokens=2", "--text", "helloo", "--json").ok().json();
  }

  @Test
  void encodesConversations() throws IOException {
    var chat =
        Files.writeString(
            folder.resolve("chat.json"), "[{\"role\": \"user\", \"content\": \"a <end> b\"}]");
    Files.writeString(
        folder.resolve("chat_template.jinja"),
        "{% for m in messages %} {{ m.content }} <end>{% endfor %}{% if add_generation_prompt %} b{% endif %}");
    var words = new Object[] {"text", "encode", "--tokenizer", json, "--chat", chat};
    assertEquals("1 0 2 3 2\n", Ran.jeton(words).ok().out());
    assertEquals("1 3 2 3 2\n", Ran.jeton(with(words, "--special=allow")).ok().out());
    Ran.jeton(with(words, "--special=refuse")).complained(1);
    assertEquals("1 0 2 3\n", Ran.jeton(with(words, "--no-generation-prompt")).ok().out());
    assertEquals(" a <end> b <end> b", Ran.jeton(with(words, "--render")).ok().out());
    Ran.jeton(with(with(words, "--render"), "--json")).ok().json();
    var count = words.clone();
    count[1] = "count";
    assertEquals("5\n", Ran.jeton(count).ok().out());
    Ran.jeton(with(words, "--text=a")).complained(2);
    Ran.jeton("text", "encode", "--tokenizer", json, "--text=a", "--render").complained(2);
    var broken = Files.writeString(folder.resolve("broken.jinja"), "{{ x.y }}");
    assertTrue(
        Ran.jeton(with(words, "--template=" + broken))
            .complained(1)
            .contains("chat template, line 1, column 5: 'x' is undefined"));
    Files.writeString(chat, "{}");
    assertTrue(Ran.jeton(words).complained(1).contains("messages: expected a list"));
  }

  private static Object[] with(Object[] words, String more) {
    var all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = more;
    return all;
  }

  @Test
  void inspectsAndFollowsThePolicy() {
    var said = Ran.jeton("text", "inspect", "--tokenizer", json, "--id=1,3").ok().out();
    assertTrue(said.startsWith("tokenizer.json: ids 0 to 3, 0 of them free\n"), said);
    assertTrue(said.contains("\ntruncation of model inputs only; texts are encoded and"), said);
    Ran.jeton("text", "inspect", "--tokenizer", json, "--json").ok().json();
    var words = new Object[] {"text", "encode", "--tokenizer", json, "--text", "a <end>b"};
    assertEquals("1 0\n", Ran.jeton(words).ok().out());
    var allow = java.util.Arrays.copyOf(words, 7);
    allow[6] = "--special=allow";
    assertEquals("1 3 2\n", Ran.jeton(allow).ok().out());
    allow[6] = "--special=refuse";
    assertTrue(Ran.jeton(allow).complained(1).endsWith("found '<end>' at byte 2"));
  }

  @Test
  void pairsAndWindows() throws IOException {
    var bert =
        Files.writeString(
            folder.resolve("bert.json"),
            """
            {"model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "a": 1, "b": 2, "[CLS]": 3, "[SEP]": 4},
              "unk_token": "[UNK]"},
             "pre_tokenizer": {"type": "WhitespaceSplit"},
             "post_processor": {"type": "BertProcessing", "cls": ["[CLS]", 3], "sep": ["[SEP]", 4]}}""");
    var words = List.of("text", "encode", "--tokenizer", bert.toString(), "--text", "a b a");
    assertEquals("3 1 2 1 4\n", encode(words).ok().out());
    assertEquals("3 1 2 1 4 2 4\n", encode(words, "--pair-text=b").ok().out());
    var second = Files.writeString(folder.resolve("second"), "b b");
    assertEquals("3 1 2 1 4 2 2 4\n", encode(words, "--pair", second.toString()).ok().out());
    assertEquals("3 1 2 4\n3 2 1 4\n", encode(words, "--max-tokens=4", "--stride=1").ok().out());
    var json = encode(words, "--pair-text=b", "--max-tokens=6", "--json").ok().json().out();
    assertTrue(json.replaceAll("\\s", "").contains("\"typeIds\":[0,0,0,0,1,1]"), json);
    assertTrue(json.replaceAll("\\s", "").contains("\"specialTokensMask\":[1,0,0,1,0,1]"), json);
    assertTrue(encode(words, "--max-tokens=2").complained(1).contains("for a maximum of 2"));
    encode(words, "--stride=1").complained(2);
    encode(words, "--max-tokens=3", "--stride=3").complained(2);
    encode(words, "--pair-text=a", "--pair=b").complained(2);
  }

  private static Ran encode(List<String> words, String... more) {
    return Ran.jeton(Stream.concat(words.stream(), Stream.of(more)).toArray());
  }

  @Test
  void invalidUtf8FollowsTheFlag() throws IOException {
    var bad = Files.write(folder.resolve("bad"), new byte[] {'a', (byte) 0xff});
    assertEquals(
        "jeton: %s: expected UTF-8, found byte 0xFF at 1; --invalid=replace takes it as U+FFFD"
            .formatted(bad),
        text("encode", bad).complained(1));
    assertEquals("97 239 191 189\n", text("encode", bad, "--invalid=replace").ok().out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--ids=259", "--ids=-1", "--ids=x", "--ids=99999999999"})
  void idsThatAreNoneAreRefused(String ids) {
    var said = text("decode", ids).complained(1);
    assertTrue(said.contains("expected"), said);
  }

  @Test
  void wrongUsageAndBrokenFiles() throws IOException {
    text("split", "--text=a").complained(2);
    text("split", "--tokens=0", "--text=a").complained(2);
    text("encode", "--text=a", "b").complained(2);
    text("encode", "--encoding=nonsense", "--text=a").complained(2);
    Ran.jeton("text", "encode", "--text=a").complained(2);
    Ran.jeton("text").complained(2);
    Ran.jeton("text", "encode", "--tokenizer", json, "--text=a", "--special=x").complained(2);
    assertTrue(
        Ran.jeton("text", "count", "--tokenizer", "cl100k_bass", "--text=a")
            .complained(2)
            .contains("no encoding named 'cl100k_bass'; there are r50k_base"));
    var unknown = Ran.jeton("text", "count", "--tokenizer", ranks, "--text=a").complained(1);
    assertTrue(unknown.contains("or a pattern for this one of 259 ranks"), unknown);
    var broken = Files.writeString(folder.resolve("broken.json"), "{\"model\"");
    assertTrue(
        Ran.jeton("text", "count", "--tokenizer", broken, "--text=a")
            .complained(1)
            .startsWith("jeton: " + broken + ": expected JSON"));
    assertTrue(
        Ran.jeton("text", "count", "--tokenizer", json, "--encoding=o200k_base", "--text=a")
            .complained(1)
            .contains("expected a .tiktoken file"));
  }

  @Test
  void trainsATokenizer() throws IOException {
    var texts = Files.createDirectories(folder.resolve("texts"));
    Files.writeString(texts.resolve("a.txt"), "low lower lowest\n".repeat(20));
    Files.writeString(texts.resolve("b.txt"), "new newer newest\n".repeat(20));
    var file = folder.resolve("trained.json");
    var ran = Ran.jeton("text", "train", "--size=270", "--special=<end>", "-o", file, texts).ok();
    assertEquals(file + ": 270 tokens\n", ran.out());
    var count = Ran.jeton("text", "count", "--tokenizer", file, "--text", "lowest lower").ok();
    assertTrue(Integer.parseInt(count.out().strip()) <= 4, count.out());
    for (var kind : List.of("unigram", "wordpiece")) {
      Ran.jeton("text", "train", "--size=60", "--kind=" + kind, "-o", file, texts).ok();
      Ran.jeton("text", "train", "--alphabet=bytes", "--kind=" + kind, "-o", file, texts)
          .complained(2);
    }
    var refused = Ran.jeton("text", "train", "--size=20", "-o", file, texts).complained(1);
    assertTrue(refused.contains("expected a size of at least 256"), refused);
  }

  @Test
  void convertsToTokenizerJson() throws IOException {
    var file = folder.resolve("converted.json");
    var ran = text("convert", "-o", file).ok();
    assertTrue(ran.out().contains("259 tokens of .tiktoken"), ran::toString);
    assertEquals(
        "258 111\n", Ran.jeton("text", "encode", "--tokenizer", file, "--text=hello").ok().out());
    assertEquals(Files.readString(file), again(file));
  }

  private String again(Path file) throws IOException {
    var copy = folder.resolve("copy.json");
    Ran.jeton("text", "convert", "--tokenizer", file, "-o", copy, "--json").ok();
    return Files.readString(copy);
  }

  @Test
  void encodingsOfOpenAiHaveNames() {
    var said = Ran.jeton("text", "encode", "--tokenizer=cl100k_base", "--text=Does it fit?").ok();
    assertEquals("22186 433 5052 30\n", said.out());
    assertEquals(
        "4\n",
        Ran.jeton("text", "count", "--tokenizer=o200k_base", "--text=Does it fit?").ok().out());
  }

  /** 20 lines of "ab" and "aab" by turns; every tenth, an "aab", is judged. */
  @Test
  void reportsVocabularySizes() throws IOException {
    var file = Files.writeString(folder.resolve("lines.txt"), "ab\naab\n".repeat(10));
    var plot = folder.resolve("plot.png");
    var out = Ran.jeton("text", "report", file, "--sizes=256,300", "--plot", plot).ok().out();
    var rows = out.lines().map(line -> line.strip().split(" +")).toList();
    // training: a 26, b 18, line break 18 of 62, each with ½ more; judged: a a b and a line break
    double all = 62 + 1.5;
    double bits = -2 * log2(26.5 / all) - 2 * log2(18.5 / all);
    assertEquals("characters", rows.get(2)[0]);
    assertEquals("3", rows.get(2)[1]);
    assertEquals(bits / 4, Double.parseDouble(rows.get(2)[2]), 1e-3);
    assertEquals("256", rows.get(3)[1]);
    assertTrue(Integer.parseInt(rows.get(4)[1]) < 300, out); // the text has no more pairs
    assertTrue(Double.parseDouble(rows.get(4)[3]) > 1, out);
    assertEquals("lzw", rows.get(6)[0]);
    assertTrue(out.contains("\n70 characters, 8 of them judged; a model without context\n"), out);
    assertTrue(out.contains("\ncheapest: bpe with "), out);
    assertTrue(Files.size(plot) > 1000);
    var json = Ran.jeton("text", "report", file, "--sizes=256", "--json").ok().json().out();
    assertTrue(json.contains("\"bitsPerCharacter\""), json);
    var cut = Ran.jeton("text", "report", file, "--sizes=256", "--characters=41").ok().out();
    assertTrue(cut.contains("\n41 characters, 4 of them judged"), cut);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  @Test
  void reportsInOneLineWhatIsWrong() throws IOException {
    var few = Files.writeString(folder.resolve("few.txt"), "one\n\ntwo\n");
    assertEquals(
        "jeton: expected at least 10 lines, to keep every tenth aside, found 2",
        Ran.jeton("text", "report", few).complained(1));
    Ran.jeton("text", "report", few, "--sizes=255").complained(2);
    Ran.jeton("text", "report", few, "--sizes=512,2000000").complained(2);
    Ran.jeton("text", "report", few, "--sizes=x").complained(2);
    Ran.jeton("text", "report", few, "--characters=0").complained(2);
    var bad = Files.write(folder.resolve("bad"), new byte[] {'a', (byte) 0xff});
    assertTrue(Ran.jeton("text", "report", bad).complained(1).contains("expected UTF-8"));
    assertTrue(
        Ran.jeton("text", "report", folder.resolve("absent"))
            .complained(1)
            .contains("no such file"));
  }
}
