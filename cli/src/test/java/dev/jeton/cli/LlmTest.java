package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jeton.llm.RandomModel;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jeton llm}: with karpathy's stories260K, where {@code -Djeton.data} has it. */
class LlmTest {
  private static final Path STORIES =
      Path.of(System.getProperty("jeton.data", "data"), "models", "stories260K");
  private static final Path MODEL = STORIES.resolve("stories260K.bin");

  @TempDir Path folder;

  private static void needsStories() {
    assumeTrue(Files.exists(MODEL), () -> "skipped: there is no " + MODEL);
  }

  @Test
  void runPrintsTheTextAlone() throws IOException {
    needsStories();
    var said = Ran.jeton("llm", "run", "--model", MODEL, "--greedy", "--tokens", 200).ok().out();
    var expected = Files.readString(STORIES.resolve("expected_greedy_200steps.txt"));
    assertEquals(expected.strip(), said.strip());
    for (var draft : new String[] {"--draft=lookup", "--draft=recycling"}) {
      said =
          Ran.jeton("llm", "run", "--model", MODEL, "--greedy", "--tokens=200", draft).ok().out();
      assertEquals(expected.strip(), said.strip());
    }
    said =
        Ran.jeton("llm", "run", "--model", MODEL, "--greedy", "--tokens=200", "--cache=F16")
            .ok()
            .out();
    assertEquals(expected.strip().substring(0, 150), said.strip().substring(0, 150));
    Ran.jeton("llm", "run", "--model", MODEL, "--cache=F8").complained(2);
    var more =
        Ran.jeton("llm", "run", "--model", MODEL, "--greedy", "--tokens=6", "--prompt=Once upon a")
            .ok()
            .out();
    assertEquals(" time, there was", more.stripTrailing().substring(0, 16));
    var sampled = new Object[] {"llm", "run", "--model", MODEL, "--tokens=20", "--seed=7"};
    assertEquals(Ran.jeton(sampled).ok().out(), Ran.jeton(sampled).ok().out());
    Ran.jeton("llm", "run", "--model", MODEL, "--tokens=5", "--json").ok().json();
  }

  @Test
  void runStopsAndRanks() throws IOException {
    needsStories();
    var whole = Ran.jeton("llm", "run", "--model", MODEL, "--greedy", "--tokens=60").ok().out();
    int at = whole.indexOf("named");
    var cut =
        Ran.jeton("llm", "run", "--model", MODEL, "--greedy", "--tokens=60", "--stop=named").ok();
    assertEquals(whole.substring(0, at).strip(), cut.out().strip());
    var ranked =
        Ran.jeton("llm", "run", "--model", MODEL, "--best=3", "--tokens=8", "--json").ok().json();
    assertEquals(4, ranked.out().split("\"logProbability\"").length);
    var said =
        Ran.jeton(
                "llm",
                "run",
                "--model",
                MODEL,
                "--tokens=4",
                "--json",
                "--log-probabilities=2",
                "--logit-bias=3=-Infinity",
                "--typical-p=0.9",
                "--penalty-window=10")
            .ok()
            .json();
    assertEquals(1 + 4 + 4 * 2, said.out().split("\"logProbability\"").length);
    Ran.jeton("llm", "run", "--model", MODEL, "--stop-token=nosuchtoken").complained(1);
    Ran.jeton("llm", "run", "--model", MODEL, "--min-p=2").complained(1);
  }

  @Test
  void draftsAreKept() throws IOException {
    needsStories();
    var file = folder.resolve("draft");
    var run = new Object[] {"llm", "run", "--model", MODEL, "--tokens=60", "--draft-file", file};
    var plain = Ran.jeton(Arrays.copyOf(run, 5)).ok().out();
    assertEquals(plain, Ran.jeton(run).ok().out());
    long size = Files.size(file);
    assertEquals(plain, Ran.jeton(run).ok().out());
    var other = Arrays.copyOf(run, 8);
    other[7] = "--prompt=The dog ran";
    Ran.jeton(other).ok();
    assertTrue(Files.size(file) > size);
    for (var no : List.of("--draft=lookup", "--draft=none", "--best=2", "--exact-bytes")) {
      other[7] = no;
      var said = Ran.jeton(other).complained(2);
      assertTrue(said.contains("--draft-file goes with "), said);
    }
    Files.writeString(file, "no draft of jeton");
    var said = Ran.jeton(run).complained(1);
    assertEquals("jeton: " + file + ": expected a draft of jeton, found something else", said);
    run[6] = folder.resolve("none").resolve("draft");
    assertTrue(Ran.jeton(run).complained(1).contains("its folder does not exist"));
  }

  @Test
  void runKeepsToGrammars() throws IOException {
    needsStories();
    var run = new Object[] {"llm", "run", "--model", MODEL, "--prompt=I am", "--tokens=40", ""};
    run[6] = "--regex= [0-9]{3}-(cat|dog)s?";
    var said = Ran.jeton(run).ok().out();
    assertTrue(said.matches(" [0-9]{3}-(cat|dog)s?\\R"), said);
    var schema = folder.resolve("s.json");
    Files.writeString(
        schema, "{\"properties\":{\"é\":{\"type\":\"integer\"}},\"required\":[\"é\"]}");
    run[6] = "--json-schema=" + schema;
    said = Ran.jeton(run).ok().out();
    assertTrue(said.matches("\\{\\s*\"é\":\\s*-?[0-9]+\\s*}\\s*"), said);
    var grammar = folder.resolve("g.gbnf");
    Files.writeString(grammar, "root ::= \"yes\" | \"no\"");
    run[6] = "--grammar=" + grammar;
    said = Ran.jeton(run).ok().out();
    assertTrue(said.matches("(yes|no)\\R"), said);
    Files.writeString(schema, "{\"contains\":{}}");
    run[6] = "--json-schema=" + schema;
    said = Ran.jeton(run).complained(1);
    assertTrue(said.contains("'contains'"), said);
  }

  @Test
  void chatKeepsWhatWasSaid() throws IOException {
    needsStories();
    var template = folder.resolve("chat_template.jinja");
    Files.writeString(
        template,
        "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}{% if"
            + " add_generation_prompt %}assistant:{% endif %}");
    var args =
        new Object[] {
          "llm",
          "chat",
          "--model",
          MODEL,
          "--template",
          template,
          "--greedy",
          "--tokens=12",
          "--system=Be kind.",
          "--json",
          "--stop=\n"
        };
    var said = chat("Hello there\n\nWho is Lily\n/reset\nHello there\n/exit\nnever\n", args).ok();
    var answers = said.out().lines().filter(line -> line.contains("\"text\"")).toList();
    assertEquals(3, answers.size(), said.out());
    assertEquals(answers.get(0), answers.get(2));
    var read = numbers(said.out(), "read");
    int before = read.get(0) + numbers(said.out(), "tokens").getFirst();
    assertTrue(read.get(1) < before, () -> "not all again: " + read + " of " + before);
    assertEquals(1, read.get(2)); // the session has it still
    args[9] = "--verbose";
    args[10] = "--draft-file=" + folder.resolve("draft");
    assertEquals(2, chat("Hello there\nGo on", args).ok().out().lines().count());
    assertTrue(Files.exists(folder.resolve("draft")));
    var none = chat("a", "llm", "chat", "--model", MODEL).complained(1);
    assertTrue(none.contains("template"), none);
  }

  private static List<Integer> numbers(String json, String name) {
    return Pattern.compile('"' + name + "\" ?: ?([0-9]+)")
        .matcher(json)
        .results()
        .map(found -> Integer.parseInt(found.group(1)))
        .toList();
  }

  private static Ran chat(String lines, Object... args) {
    var before = System.in;
    System.setIn(
        new java.io.ByteArrayInputStream(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    try {
      return Ran.jeton(args);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void inspectSaysWhatIsThere() {
    needsStories();
    var said = Ran.jeton("llm", "inspect", MODEL, "--tensors").ok().out();
    assertTrue(said.startsWith("llama: "), said);
    assertTrue(said.contains("5 layers of 64, 8 heads over 4, 512 ids, 512 positions"), said);
    assertTrue(said.contains("blk.4.ffn_down.weight F32 [64, 172]"), said);
    Ran.jeton("llm", "inspect", MODEL, "--json").ok().json();
  }

  @Test
  void convertKeepsWhatIsSaid() throws IOException {
    needsStories();
    var file = folder.resolve("stories.gguf");
    var said = Ran.jeton("llm", "convert", MODEL, "-o", file).ok().out();
    assertTrue(said.matches(".*stories\\.gguf: [0-9,]+ bytes\\R"), said);
    said = Ran.jeton("llm", "run", "--model", file, "--greedy", "--tokens", 200).ok().out();
    var expected = Files.readString(STORIES.resolve("expected_greedy_200steps.txt"));
    assertEquals(expected.strip(), said.strip());
    var small = folder.resolve("small.gguf");
    Ran.jeton("llm", "convert", file, "-o", small, "--type=Q8_0", "--json").ok().json();
    assertTrue(Files.size(small) < Files.size(file));
    Ran.jeton("llm", "run", "--model", small, "--tokens=3").ok();
    said = Ran.jeton("llm", "convert", small, "-o", small).complained(2);
    assertTrue(said.contains("the file to write is one to read"), said);
    said = Ran.jeton("llm", "convert", folder, "-o", folder.resolve("x.gguf")).complained(1);
    assertTrue(said.contains("expected a folder with config.json, found none"), said);
    said = Ran.jeton("llm", "convert", file, "-o", small, "--type=Q5_0").complained(1);
    assertTrue(said.contains("expected a type that is written"), said);
    Ran.jeton("llm", "convert", file).complained(2);
  }

  @Test
  void perplexityIsInBitsPerByte() {
    needsStories();
    var said =
        Ran.jeton("llm", "perplexity", "--model", MODEL, "--text", "Once upon a time").ok().out();
    assertTrue(said.matches("0\\.\\d{4} bits per byte, .*, 16 bytes\\R"), said);
  }

  @Test
  void benchSaysHowFast() throws IOException {
    var file = folder.resolve("small.gguf");
    new RandomModel(1, 256, 256, 4, 2, 512, 512).write(TensorType.Q4_0, 1, file);
    var said =
        Ran.jeton("llm", "bench", "--model", file, "--turns=1", "--tokens=2", "--sessions=2")
            .ok()
            .out();
    assertTrue(said.contains("% of the memory's"), said);
    assertTrue(said.contains("2 sessions"), said);
    Ran.jeton("llm", "bench", "--model", file, "--turns=1", "--tokens=1", "--json").ok().json();
    Ran.jeton("llm", "bench").complained(2);
    Ran.jeton("llm", "bench", "--shape=9z").complained(2);
    var none = Ran.jeton("llm", "bench", "--model", file, "--peers", folder).complained(1);
    assertTrue(none.contains("expected node_modules/node-llama-cpp in it"), none);
    for (var peer : List.of("--kherud", "--llama3")) {
      var missing =
          Ran.jeton("llm", "bench", "--model", file, peer, folder.resolve("none")).complained(1);
      assertTrue(missing.contains("there is no such file"), missing);
    }
  }

  @Test
  void complaintsAreOneLine() throws IOException {
    Ran.jeton("llm", "run", "--tokens=0").complained(2);
    Ran.jeton("llm").complained(2);
    var none = Ran.jeton("llm", "inspect", folder.resolve("none.gguf")).complained(1);
    assertTrue(none.contains("there is no such file"), none);
    var broken = Files.writeString(folder.resolve("broken.gguf"), "GGUF");
    var said = Ran.jeton("llm", "run", "--model", broken).complained(1);
    assertTrue(said.contains("broken.gguf: expected a GGUF file, found its end"), said);
    said =
        Ran.jeton("llm", "quantize", broken, "-o", folder.resolve("x"), "--type=Q9").complained(2);
    assertTrue(said.contains("Q9"), said);
  }
}
