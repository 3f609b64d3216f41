package dev.jeton.text;

import java.util.List;

/**
 * Makes what a model is given out of texts: tokens with their types and masks, in the file's
 * template, cut and padded as the file or {@link #with} says. Immutable, for any number of threads.
 *
 * <p>{@code of} gives one input, cut where the texts are too long; {@code windows} gives as many as
 * it takes, each of at most the maximum, the first being what {@code of} gives. Of two texts that
 * are both cut, every window of one comes with every window of the other.
 *
 * <p>All methods throw {@link TokenizerException} where the maximum leaves too little room.
 */
public final class ModelInputs {
  private final Tokenizer tokenizer;
  private final Truncation truncation;
  private final Padding padding;

  ModelInputs(Tokenizer tokenizer, Truncation truncation, Padding padding) {
    this.tokenizer = tokenizer;
    this.truncation = truncation;
    this.padding = padding;
  }

  /** The same with another truncation; {@link Truncation#NONE} for none. */
  public ModelInputs with(Truncation other) {
    return new ModelInputs(tokenizer, other, padding);
  }

  /** The same with another padding; {@link Padding#NONE} for none. */
  public ModelInputs with(Padding other) {
    return new ModelInputs(tokenizer, truncation, other);
  }

  /** The input for a text. */
  public ModelInput of(String text) {
    return first(List.of(List.of(text))).getFirst();
  }

  /** The input for two texts, such as a question and a passage. */
  public ModelInput of(String first, String second) {
    return first(List.of(List.of(first, second))).getFirst();
  }

  /** The input for each text, in their order; padded together, on all cores. */
  public List<ModelInput> ofAll(List<String> texts) {
    return first(texts.stream().map(List::of).toList());
  }

  /** The input for each pair, in their order; padded together, on all cores. */
  public List<ModelInput> ofAllPairs(List<TextPair> pairs) {
    return first(pairs.stream().map(pair -> List.of(pair.first(), pair.second())).toList());
  }

  /** All windows of a text. */
  public List<ModelInput> windows(String text) {
    return all(List.of(List.of(text))).getFirst();
  }

  /** All windows of two texts. */
  public List<ModelInput> windows(String first, String second) {
    return all(List.of(List.of(first, second))).getFirst();
  }

  /** All windows of each text, in their order; padded together, on all cores. */
  public List<List<ModelInput>> windowsOfAll(List<String> texts) {
    return all(texts.stream().map(List::of).toList());
  }

  /** All windows of each pair, in their order; padded together, on all cores. */
  public List<List<ModelInput>> windowsOfAllPairs(List<TextPair> pairs) {
    return all(pairs.stream().map(pair -> List.of(pair.first(), pair.second())).toList());
  }

  private List<ModelInput> first(List<List<String>> texts) {
    var plans = plans(texts);
    int target = target(plans);
    return plans.parallelStream().map(plan -> plan.input(plan.first(), padding, target)).toList();
  }

  private List<List<ModelInput>> all(List<List<String>> texts) {
    var plans = plans(texts);
    int target = target(plans);
    return plans.parallelStream()
        .map(plan -> plan.all().stream().map(w -> plan.input(w, padding, target)).toList())
        .toList();
  }

  private List<InputPlan> plans(List<List<String>> texts) {
    return texts.parallelStream().map(some -> new InputPlan(tokenizer, truncation, some)).toList();
  }

  /** No window is longer than the first of its text. */
  private int target(List<InputPlan> plans) {
    return padding.target(plans.stream().mapToInt(p -> p.length(p.first())).max().orElse(0));
  }
}
