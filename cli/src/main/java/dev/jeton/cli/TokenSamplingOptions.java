package dev.jeton.cli;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.Constraint;
import dev.jeton.llm.ModelException;
import dev.jeton.llm.Penalties;
import dev.jeton.llm.Sampling;
import dev.jeton.llm.grammar.Grammar;
import dev.jeton.llm.grammar.GrammarException;
import dev.jeton.llm.grammar.TokenTrie;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.bytes.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a language model's tokens are drawn, and what ends a text. */
final class TokenSamplingOptions {
  @Option(names = "--greedy", description = "Always the likeliest token, as temperature 0.")
  private boolean greedy;

  @Option(names = "--temperature", defaultValue = "0.8", description = "(${DEFAULT-VALUE}).")
  private double temperature;

  @Option(
      names = "--top-k",
      defaultValue = "40",
      description = "Only so many of the likeliest tokens, 0 for all (${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--top-p",
      defaultValue = "0.95",
      description = "Only the likeliest that make this probability (${DEFAULT-VALUE}).")
  private double topP;

  @Option(
      names = "--min-p",
      defaultValue = "0.05",
      description = "Only tokens this likely beside the likeliest (${DEFAULT-VALUE}).")
  private double minP;

  @Option(
      names = "--typical-p",
      defaultValue = "1",
      description =
          "Only the tokens of the most usual information that make this probability (${DEFAULT-VALUE}).")
  private double typicalP;

  @Option(
      names = "--repetition-penalty",
      defaultValue = "1",
      description = "Divides logits of the last tokens (${DEFAULT-VALUE}).")
  private double repetition;

  @Option(
      names = "--frequency-penalty",
      defaultValue = "0",
      description = "Taken from a logit for each time among the last (${DEFAULT-VALUE}).")
  private double frequency;

  @Option(
      names = "--presence-penalty",
      defaultValue = "0",
      description = "Taken from logits of the last tokens (${DEFAULT-VALUE}).")
  private double presence;

  @Option(
      names = "--penalty-window",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many tokens are the last ones (${DEFAULT-VALUE}).")
  private int window;

  @Option(
      names = "--logit-bias",
      paramLabel = "TOKEN=BIAS",
      description =
          "Added to the logit of an id, or of the token with this text; -Infinity forbids it.")
  private Map<String, Double> bias = new LinkedHashMap<>();

  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "Ends the text where it comes; is not printed. As often as wanted.")
  List<String> stops = new ArrayList<>();

  @Option(
      names = "--stop-token",
      paramLabel = "TOKEN",
      description = "An id or a token's text that ends the text too.")
  private List<String> stopTokens = new ArrayList<>();

  @Option(
      names = "--grammar",
      paramLabel = "FILE",
      description = "Only texts of this grammar in llama.cpp's GBNF.")
  private @Nullable Path grammar;

  @Option(
      names = "--json-schema",
      paramLabel = "FILE",
      description = "Only JSON that is valid under this JSON Schema.")
  private @Nullable Path schema;

  @Option(
      names = "--regex",
      paramLabel = "RE",
      description = "Only texts that all of this regular expression matches.")
  private @Nullable String regex;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same text (${DEFAULT-VALUE}).")
  long seed;

  /** How a symbol is drawn where there are no penalties and biases. */
  Sampler sampler() {
    return greedy
        ? Sampler.ofTemperature(0)
        : new Sampler(temperature, topK == 0 ? Integer.MAX_VALUE : topK, topP, minP, typicalP);
  }

  /** The steps, in the order of {@link Sampling}. */
  Sampling sampling(Tokenizer tokenizer) {
    var biases = new LinkedHashMap<Integer, Double>();
    bias.forEach((token, value) -> biases.put(id(tokenizer, token), value));
    return Sampling.of(sampler())
        .with(new Penalties(repetition, frequency, presence, window))
        .withBias(biases);
  }

  /** Ids that end a text beside the model's own. */
  int[] stopIds(Tokenizer tokenizer) {
    return stopTokens.stream().mapToInt(token -> id(tokenizer, token)).toArray();
  }

  /** What the text is held to, if anything. */
  Optional<Constraint> constraint(Tokenizer tokenizer) throws IOException {
    int given = (grammar == null ? 0 : 1) + (schema == null ? 0 : 1) + (regex == null ? 0 : 1);
    if (given == 0) {
      return Optional.empty();
    }
    if (given > 1) {
      throw new GrammarException("expected one of --grammar, --json-schema and --regex");
    }
    Grammar language;
    if (grammar != null) {
      language = Grammar.gbnf(Files.readString(grammar));
    } else if (schema != null) {
      language = Grammar.jsonSchema(Files.readString(schema));
    } else {
      language = Grammar.regex(String.valueOf(regex));
    }
    return Optional.of(language.over(TokenTrie.of(tokenizer)));
  }

  private static int id(Tokenizer tokenizer, String token) {
    var named = tokenizer.id(Utf8.encode(token));
    if (named.isPresent()) {
      return named.getAsInt();
    }
    try {
      return Integer.parseInt(token);
    } catch (NumberFormatException e) {
      throw new ModelException(
          "expected an id or a token of the vocabulary, found '%s'".formatted(token));
    }
  }
}
