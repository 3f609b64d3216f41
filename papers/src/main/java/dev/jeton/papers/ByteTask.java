package dev.jeton.papers;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.Model;
import dev.jeton.llm.bytes.ByteEnsemble;
import dev.jeton.llm.bytes.ByteGeneration;
import dev.jeton.llm.bytes.ByteModel;
import dev.jeton.llm.bytes.Gap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What row 26 measures.
 *
 * @param bed trains the models
 */
record ByteTask(ByteBed bed, ByteScale scale) {
  private static final int MOST = 40;

  /** What fills gaps, and foresees what comes after a cut, by models with so many tokens. */
  Map<String, Double> cuts(int vocabulary, ByteModel.Start start, long seed) throws IOException {
    var texts = JavaSources.heldOut();
    try (var model = bed.model(vocabulary)) {
      var tokenizer = model.tokenizer().orElseThrow();
      var bytes = ByteModel.of(model, tokenizer);
      var numbers = new LinkedHashMap<String, Double>();
      var random = new SplittableRandom(seed * 1000 + 26);
      judge(
          "inside",
          ByteCuts.draw(texts, tokenizer, true, scale.cuts(), random),
          bytes,
          start,
          numbers);
      judge(
          "between",
          ByteCuts.draw(texts, tokenizer, false, scale.boundaries(), random),
          bytes,
          start,
          numbers);
      return numbers;
    }
  }

  /** The same gaps shown as prefix, suffix, middle, which the models learnt with cuts anywhere. */
  Map<String, Double> prefixFirst(int vocabulary, long seed) throws IOException {
    var texts = JavaSources.heldOut();
    try (var model = bed.model(vocabulary)) {
      var tokenizer = model.tokenizer().orElseThrow();
      var bytes = ByteModel.of(model, tokenizer);
      var random = new SplittableRandom(seed * 1000 + 26);
      var cuts = ByteCuts.draw(texts, tokenizer, true, scale.cuts(), random);
      long matches =
          cuts.all().stream()
              .filter(cut -> fills(bytes, cut, Gap.Order.PREFIX_SUFFIX, ByteModel.Start.EXACT))
              .count();
      var numbers = new LinkedHashMap<String, Double>();
      numbers.put("exact_match_inside", (double) matches / cuts.all().size());
      return numbers;
    }
  }

  private static void judge(
      String where,
      ByteCuts cuts,
      ByteModel bytes,
      ByteModel.Start start,
      Map<String, Double> numbers) {
    int matches = 0;
    double bits = 0;
    long length = 0;
    long passes = 0;
    for (var cut : cuts.all()) {
      matches += fills(bytes, cut, Gap.Order.SUFFIX_PREFIX, start) ? 1 : 0;
      var session = new Gap(cut.prefix(), "").open(bytes, Gap.Order.PREFIX, start);
      byte[] next = cut.next().getBytes(StandardCharsets.UTF_8);
      int before = session.passes();
      bits -= session.score(next) / Math.log(2);
      passes += session.passes() - before;
      length += next.length;
    }
    numbers.put("exact_match_" + where, (double) matches / cuts.all().size());
    numbers.put("bits_per_byte_" + where, bits / length);
    numbers.put("passes_per_byte_" + where, (double) passes / length);
  }

  /** Whether the likeliest bytes are the rest of the identifier. */
  private static boolean fills(
      ByteModel bytes, ByteCuts.Cut cut, Gap.Order order, ByteModel.Start start) {
    var session = new Gap(cut.prefix(), cut.suffix()).open(bytes, order, start);
    byte[] said =
        new ByteGeneration(session, Sampler.ofTemperature(0), new SplittableRandom(1))
            .run(MOST, soFar -> !inIdentifier(soFar[soFar.length - 1]));
    int end = 0;
    while (end < said.length && inIdentifier(said[end])) {
      end++;
    }
    return new String(Arrays.copyOf(said, end), StandardCharsets.UTF_8).equals(cut.rest());
  }

  private static boolean inIdentifier(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '_'
        || b == '$';
  }

  /** Bits per byte of text by models of different vocabularies, alone and together. */
  Map<String, Double> ensemble(List<Integer> vocabularies, long seed) throws IOException {
    try (var first = bed.model(vocabularies.get(0));
        var second = bed.model(vocabularies.get(1))) {
      var members = List.of(bytes(first), bytes(second));
      var texts = JavaSources.heldOut();
      var random = new SplittableRandom(seed * 1000 + 27);
      double[] bits = new double[3];
      long length = 0;
      while (length < scale.judged()) {
        byte[] text = texts.all().get(random.nextInt(texts.all().size())).utf8();
        byte[] part = Arrays.copyOf(text, Math.min(text.length, scale.context()));
        var sessions = members.stream().map(member -> member.start("")).toList();
        var together = new ByteEnsemble(sessions);
        for (byte b : part) {
          for (int i = 0; i < 2; i++) {
            bits[i] -= sessions.get(i).logProbs()[b & 0xFF] / Math.log(2);
          }
          bits[2] -= together.logProbs()[b & 0xFF] / Math.log(2);
          together.accept(b & 0xFF);
        }
        length += part.length;
      }
      var numbers = new LinkedHashMap<String, Double>();
      for (int i = 0; i < 2; i++) {
        numbers.put("bits_per_byte_bpe_" + vocabularies.get(i), bits[i] / length);
      }
      numbers.put("bits_per_byte", bits[2] / length);
      numbers.put("of_best_member", bits[2] / Math.min(bits[0], bits[1]));
      return numbers;
    }
  }

  private static ByteModel bytes(Model model) {
    return ByteModel.of(model, model.tokenizer().orElseThrow());
  }
}
