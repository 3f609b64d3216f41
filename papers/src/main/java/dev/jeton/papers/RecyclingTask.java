package dev.jeton.papers;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.Generation;
import dev.jeton.llm.Model;
import dev.jeton.llm.PassTiming;
import dev.jeton.llm.Precision;
import dev.jeton.llm.Sampling;
import dev.jeton.llm.draft.Draft;
import dev.jeton.llm.draft.DraftTree;
import dev.jeton.llm.draft.PassCosts;
import dev.jeton.llm.draft.PromptLookup;
import dev.jeton.llm.draft.TokenRecycling;
import dev.jeton.llm.draft.TokenRecycling.Context;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One cell of row 24: the same prompts gone on with by every method, in turn.
 *
 * @param large what passes cost in a model of a billion weights
 */
record RecyclingTask(Workbench bench, RecyclingScale scale, double temperature, PassCosts large) {
  private static final String MODEL = "lm-small";
  private static final double LOW = 0.2;
  private static final int GRAM = 8;

  /** A prompt, and whether it is Java. */
  private record Prompt(int[] ids, boolean java) {}

  /** What one method said after one prompt. */
  private record Said(int[] ids, int passes, double seconds) {}

  /** A way to go on. */
  private static final class Method {
    final String name;
    final @Nullable Draft draft;
    final @Nullable PassCosts costs; // else corrected by the passes, as for any user
    final List<Said> said = new ArrayList<>();

    Method(String name, @Nullable Draft draft, @Nullable PassCosts costs) {
      this.name = name;
      this.draft = draft;
      this.costs = costs;
    }

    double acceptance() {
      double tokens = said.stream().mapToInt(one -> Math.max(0, one.ids.length - 1)).sum();
      return tokens / said.stream().mapToInt(Said::passes).sum();
    }
  }

  /** Adds up what passes would cost. */
  private static final class Counted implements Draft {
    final Draft draft;
    double cost;
    long rows;

    Counted(Draft draft) {
      this.draft = draft;
    }

    @Override
    public DraftTree propose(int[] history, int length, int most, PassCosts costs) {
      var tree = draft.propose(history, length, most, costs);
      cost += costs.of(tree.size());
      rows += tree.size();
      return tree;
    }

    @Override
    public void observe(int[] history, int length) {
      draft.observe(history, length);
    }

    @Override
    public void learn(int before, int id, float[] logits, int from, int vocabulary) {
      draft.learn(before, id, logits, from, vocabulary);
    }

    @Override
    public void read(int[] ids) {
      draft.read(ids);
    }
  }

  /** The shipped model, or the one at {@code -Djeton.row24.model}. */
  private static Model open() throws IOException {
    var given = System.getProperty("jeton.row24.model");
    if (given != null) {
      return Model.open(Path.of(given));
    }
    return Model.shipped(MODEL, Precision.AUTO);
  }

  Map<String, Double> measure(long seed) throws IOException {
    try (var model = open()) {
      var tokenizer = model.tokenizer().orElseThrow();
      var random = new SplittableRandom(seed);
      var prompts = prompts(tokenizer, random);
      int vocabulary = model.shape().vocabulary();
      var start = model.session(room(model));
      start.append(prompts.getFirst().ids);
      warmUp(model, prompts.getFirst(), vocabulary, seed);
      var costs = PassTiming.measure(start, scale.measuring());
      bench.note("passes cost " + costs);
      var counted = new Counted(new TokenRecycling(vocabulary));
      var projected = new Counted(new TokenRecycling(vocabulary));
      var methods =
          List.of(
              new Method("plain", null, null),
              new Method("recycling", counted, null),
              new Method("single", new TokenRecycling(vocabulary, Context.ONE), null),
              new Method("lookup", new PromptLookup(), null),
              new Method("free_large", projected, large),
              new Method("free", new TokenRecycling(vocabulary), PassCosts.constant()),
              new Method(
                  "free_single", new TokenRecycling(vocabulary, Context.ONE), PassCosts.constant()),
              new Method("free_lookup", new PromptLookup(), PassCosts.constant()));
      for (int i = 0; i < prompts.size(); i++) {
        for (int j = 0; j < methods.size(); j++) {
          var method = methods.get((i + j) % methods.size()); // nobody is always first
          method.said.add(say(model, prompts.get(i), method.draft, method.costs, seed + i));
        }
      }
      var numbers = numbers(prompts, methods, costs, counted);
      double tokens =
          methods.getFirst().said.stream().mapToInt(one -> Math.max(0, one.ids.length - 1)).sum();
      numbers.put("projected_ratio", tokens / projected.cost);
      return numbers;
    }
  }

  private int room(Model model) {
    return Math.min(model.shape().context(), scale.promptTokens() + scale.tokens() + 1);
  }

  private void warmUp(Model model, Prompt prompt, int vocabulary, long seed) {
    long end = System.nanoTime() + (long) (scale.measuring() * 1e9);
    do {
      say(model, prompt, null, null, seed);
      say(model, prompt, new TokenRecycling(vocabulary), PassCosts.constant(), seed);
      say(model, prompt, new PromptLookup(), PassCosts.constant(), seed);
    } while (System.nanoTime() < end);
  }

  private Said say(
      Model model, Prompt prompt, @Nullable Draft draft, @Nullable PassCosts costs, long seed) {
    var session = model.session(room(model));
    session.append(prompt.ids);
    var sampling = Sampling.of(Sampler.ofTemperature(temperature));
    var generation = new Generation(session, sampling, new SplittableRandom(seed));
    if (draft != null) {
      if (costs == null) {
        generation.drafting(draft);
      } else {
        generation.drafting(draft, costs);
      }
    }
    var ids = new int[scale.tokens()];
    var count = new int[1];
    long from = System.nanoTime();
    generation.run(scale.tokens(), id -> ids[count[0]++] = id);
    double seconds = (System.nanoTime() - from) / 1e9;
    return new Said(Arrays.copyOf(ids, count[0]), generation.passes(), seconds);
  }

  private static Map<String, Double> numbers(
      List<Prompt> prompts, List<Method> methods, PassCosts costs, Counted counted) {
    var numbers = new LinkedHashMap<String, Double>();
    var plain = methods.getFirst();
    var repeated = new double[prompts.size()];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = repetition(prompts.get(i).ids, plain.said.get(i).ids);
    }
    numbers.put("repetition", Arrays.stream(repeated).average().orElseThrow());
    numbers.put("low_share", share(prompts.size(), i -> repeated[i] < LOW));
    for (var method : methods) {
      numbers.put("acceptance_" + method.name, method.acceptance());
      numbers.put(
          "same_" + method.name,
          share(prompts.size(), i -> Arrays.equals(plain.said.get(i).ids, method.said.get(i).ids)));
      if (!method.name.startsWith("free") && method != plain) {
        numbers.put("ratio_" + method.name, ratio(plain, method, i -> true));
        numbers.put("low_ratio_" + method.name, ratio(plain, method, i -> repeated[i] < LOW));
        numbers.put("java_ratio_" + method.name, ratio(plain, method, i -> prompts.get(i).java));
        numbers.put("prose_ratio_" + method.name, ratio(plain, method, i -> !prompts.get(i).java));
      }
    }
    numbers.put(
        "least_ratio",
        Math.min(
            numbers.getOrDefault("java_ratio_recycling", 0.0),
            numbers.getOrDefault("prose_ratio_recycling", 0.0)));
    numbers.put(
        "rows", (double) counted.rows / methods.get(1).said.stream().mapToInt(Said::passes).sum());
    double tokens = plain.said.stream().mapToInt(one -> one.ids.length).sum();
    numbers.put(
        "plain_tokens_per_s", tokens / plain.said.stream().mapToDouble(Said::seconds).sum());
    numbers.putAll(RecyclingPasses.numbers(costs));
    return numbers;
  }

  private interface Which {
    boolean takes(int prompt);
  }

  private static double share(int n, Which which) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      count += which.takes(i) ? 1 : 0;
    }
    return (double) count / n;
  }

  /** Plain seconds by the method's, 0 where there is none of these prompts. */
  private static double ratio(Method plain, Method method, Which which) {
    double ours = 0;
    double theirs = 0;
    for (int i = 0; i < plain.said.size(); i++) {
      if (which.takes(i)) {
        theirs += plain.said.get(i).seconds / Math.max(1, plain.said.get(i).ids.length);
        ours += method.said.get(i).seconds / Math.max(1, method.said.get(i).ids.length);
      }
    }
    return ours == 0 ? 0 : theirs / ours;
  }

  /** The share of 8-grams of what was said that stand before, in the prompt or what was said. */
  static double repetition(int[] prompt, int[] said) {
    int[] all = Arrays.copyOf(prompt, prompt.length + said.length);
    System.arraycopy(said, 0, all, prompt.length, said.length);
    var seen = new HashSet<List<Integer>>();
    int count = 0;
    int again = 0;
    for (int to = GRAM; to <= all.length; to++) {
      boolean known = !seen.add(Arrays.stream(all, to - GRAM, to).boxed().toList());
      if (to - GRAM >= prompt.length) {
        count++;
        again += known ? 1 : 0;
      }
    }
    return count == 0 ? 0 : (double) again / count;
  }

  private List<Prompt> prompts(Tokenizer tokenizer, SplittableRandom random) throws IOException {
    var all = new ArrayList<Prompt>();
    var prose = Files.readString(bench.data("text/wikitext2").resolve("valid.txt"));
    var sources = JavaSources.heldOut().all();
    while (all.size() < 2 * scale.prompts()) {
      boolean java = all.size() % 2 == 1;
      var text =
          java
              ? new String(
                  sources.get(random.nextInt(sources.size())).utf8(), StandardCharsets.UTF_8)
              : prose;
      int most = 12 * scale.promptTokens();
      if (text.length() < most + 1) {
        continue;
      }
      int from = random.nextInt(text.length() - most);
      int[] ids = tokenizer.encode(text.substring(from, from + most));
      if (ids.length >= scale.promptTokens()) {
        all.add(new Prompt(Arrays.copyOf(ids, scale.promptTokens()), java));
      }
    }
    return List.copyOf(all);
  }
}
