package dev.jeton.bench.peers;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Text to ids: Jeton with an empty cache of words before each document (cold) and with the same
 * documents a second time (warm), jtokkit, tiktoken, DJL's and Hugging Face's tokenizers. Rates are
 * megabytes of UTF-8 per second. One thread, and an arm of several.
 *
 * @param corpora what is encoded
 * @param threads of one more arm, warm, each with its own documents; 1 for none
 * @param encodings of OpenAI, by name
 * @param files {@code tokenizer.json}, for the peers that read them
 * @param python an interpreter with tiktoken and tokenizers; empty for none
 * @param djl whether DJL's tokenizers are on the class path
 */
record TextPeers(
    List<Corpus> corpora,
    int threads,
    List<String> encodings,
    List<Path> files,
    List<String> python,
    List<String> djl) {
  /** As {@link Rounds} counts billions. */
  private static final double MEGA = 1e3;

  /** Peers take minutes for longer texts, or hours. */
  private static final long MOST_OF_PEERS = 2_000_000;

  List<Rounds.Row> run(Rounds rounds, Stopwatch watch) throws IOException {
    var rows = new ArrayList<Rounds.Row>();
    for (var name : encodings) {
      var tokenizer = Tokenizer.named(name);
      var theirs = jtokkit(name);
      for (var corpus : corpora) {
        rows.add(encoding(name, tokenizer, theirs, corpus, rounds, watch));
      }
    }
    for (var file : files) {
      var tokenizer = Tokenizer.open(file);
      for (var corpus : corpora) {
        rows.add(file(file, tokenizer, corpus, rounds, watch));
      }
    }
    return rows;
  }

  private static Encoding jtokkit(String name) {
    return Encodings.newLazyEncodingRegistry()
        .getEncoding(EncodingType.fromName(name).orElseThrow());
  }

  private Rounds.Row encoding(
      String name,
      Tokenizer tokenizer,
      Encoding theirs,
      Corpus corpus,
      Rounds rounds,
      Stopwatch watch)
      throws IOException {
    var arms = ours(tokenizer, corpus, watch);
    if (corpus.bytes() > MOST_OF_PEERS) {
      return alone(name, tokenizer, corpus, rounds, arms);
    }
    arms.put(
        "jtokkit",
        Arm.here(watch, () -> corpus.documents().forEach(text -> theirs.encodeOrdinary(text))));
    var sums = new LinkedHashMap<String, String>();
    sums.put("jtokkit", IdSum.of(corpus, text -> theirs.encodeOrdinary(text).toArray()));
    try (var peers = new Remotes()) {
      if (!python.isEmpty()) {
        var ranks = ranks(name);
        peers.add("tiktoken", python, "tiktoken " + name + " " + ranks + " " + corpus.write());
      }
      return row(name + " " + corpus.name(), tokenizer, corpus, rounds, arms, peers, sums);
    }
  }

  private Rounds.Row file(
      Path file, Tokenizer tokenizer, Corpus corpus, Rounds rounds, Stopwatch watch)
      throws IOException {
    var arms = ours(tokenizer, corpus, watch);
    if (corpus.bytes() > MOST_OF_PEERS) {
      return alone(file.getFileName().toString(), tokenizer, corpus, rounds, arms);
    }
    try (var peers = new Remotes()) {
      var what = "tokenizers - " + file.toAbsolutePath() + " " + corpus.write();
      if (!python.isEmpty()) {
        peers.add("HF tokenizers", python, what);
      }
      if (!djl.isEmpty()) {
        peers.add("DJL", djl, what);
      }
      return row(
          file.getFileName() + " " + corpus.name(),
          tokenizer,
          corpus,
          rounds,
          arms,
          peers,
          new LinkedHashMap<>());
    }
  }

  private Rounds.Row alone(
      String name,
      Tokenizer tokenizer,
      Corpus corpus,
      Rounds rounds,
      SequencedMap<String, Arm> arms) {
    try (var none = new Remotes()) {
      return row(
          name + " " + corpus.name(), tokenizer, corpus, rounds, arms, none, new LinkedHashMap<>());
    }
  }

  private static SequencedMap<String, Arm> ours(
      Tokenizer tokenizer, Corpus corpus, Stopwatch watch) {
    var model = tokenizer.parts().model();
    var arms = new LinkedHashMap<String, Arm>();
    arms.put(
        "Jeton cold",
        Arm.here(
            watch,
            () -> {
              for (var text : corpus.documents()) {
                model.clearCache();
                tokenizer.encode(text);
              }
            }));
    var warm = Arm.here(watch, () -> corpus.documents().forEach(text -> tokenizer.encode(text)));
    arms.put(
        "warm",
        repeats -> {
          warm.seconds(1); // the cold arm empties the cache
          return warm.seconds(repeats);
        });
    return arms;
  }

  private Rounds.Row row(
      String name,
      Tokenizer tokenizer,
      Corpus corpus,
      Rounds rounds,
      SequencedMap<String, Arm> arms,
      Remotes peers,
      SequencedMap<String, String> sums) {
    arms.putAll(peers.arms);
    peers.arms.forEach((peer, arm) -> sums.put(peer, arm.ask("check")));
    var ours = IdSum.of(corpus, tokenizer::encode);
    var differ = new LinkedHashSet<String>();
    sums.forEach(
        (peer, sum) -> {
          if (!sum.equals(ours)) {
            differ.add(peer);
          }
        });
    var row = timed(name, tokenizer, corpus, rounds, arms);
    rounds
        .out()
        .println(
            differ.isEmpty()
                ? "  the same ids everywhere"
                : "  other ids: " + String.join(", ", differ));
    rounds.out().println(TextFacts.of(tokenizer, corpus));
    return row;
  }

  /** Times all arms, and how much faster several threads are than one. */
  private Rounds.Row timed(
      String name,
      Tokenizer tokenizer,
      Corpus corpus,
      Rounds rounds,
      SequencedMap<String, Arm> arms) {
    if (threads == 1) {
      return rounds.row(name, corpus.bytes() * MEGA, arms);
    }
    try (var several = new ThreadArm(tokenizer, corpus, threads)) {
      var label = "warm, " + threads + " threads";
      arms.put(label, several);
      var row = rounds.row(name, corpus.bytes() * MEGA, arms);
      rounds
          .out()
          .printf(
              Locale.ROOT,
              "  %d threads: %.2f times one%n",
              threads,
              median(row, label) / median(row, "warm"));
      return row;
    }
  }

  private static double median(Rounds.Row row, String arm) {
    return row.rates().stream()
        .filter(rate -> rate.arm().equals(arm))
        .mapToDouble(Rounds.Rate::median)
        .findFirst()
        .orElseThrow();
  }

  /** The vocabulary that jtokkit carries, as a file. */
  private static Path ranks(String name) throws IOException {
    try (var in =
        Encodings.class.getResourceAsStream("/com/knuddels/jtokkit/" + name + ".tiktoken")) {
      if (in == null) {
        throw new IOException("jtokkit does not carry " + name);
      }
      var file = Files.createTempFile("jeton-ranks", ".tiktoken");
      file.toFile().deleteOnExit();
      Files.write(file, in.readAllBytes());
      return file;
    }
  }

  /** Arms in processes of their own. */
  private static final class Remotes implements AutoCloseable {
    private final SequencedMap<String, RemoteArm> arms = new LinkedHashMap<>();

    void add(String name, List<String> command, String what) {
      var arm = new RemoteArm(command);
      arms.put(name, arm);
      arm.load(what);
    }

    @Override
    public void close() {
      arms.values().forEach(RemoteArm::close);
    }
  }
}
