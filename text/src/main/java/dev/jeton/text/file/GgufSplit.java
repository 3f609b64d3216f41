package dev.jeton.text.file;

import static dev.jeton.text.pretokenizer.SplitPattern.GPT2;
import static dev.jeton.text.pretokenizer.SplitPattern.LLAMA3;
import static dev.jeton.text.pretokenizer.SplitPattern.O200K;
import static dev.jeton.text.pretokenizer.SplitPattern.QWEN2;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.SplitPattern;
import java.util.Arrays;
import java.util.List;

/**
 * How a byte-level vocabulary in a GGUF file cuts its text, by the name under {@code
 * tokenizer.ggml.pre}. Names and patterns are those of llama.cpp's {@code llama-vocab.cpp}; where
 * it notes that it rewrote the pattern of a model's {@code tokenizer.json}, that pattern.
 */
enum GgufSplit {
  GPT_2(
      Rule.PLAIN,
      "gpt-2 phi-2 mpt olmo jais exaone4 gigachat mellum a.x-4.0 modern-bert trillion granite-docling"
          + " jina-es jina-de jina-v2-es jina-v2-de jina-v1-en jina-v2-code roberta-bpe",
      GPT2.pattern()),
  LLAMA_3(
      Rule.WHOLE_AND_BOS,
      "llama3 llama-v3 llama-bpe falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano",
      LLAMA3.pattern()),
  LETTERS_3(Rule.PLAIN, "dbrx smaug-bpe glm4 chatglm-bpe", LLAMA3.pattern()),
  QWEN_2(
      Rule.PLAIN,
      "qwen2 deepseek-r1-qwen kormo f2llmv2 megrez stablelm2 hunyuan solar-open grok-2",
      QWEN2.pattern()),
  QWEN_35(
      Rule.PLAIN,
      "qwen35",
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  SEED_CODER(
      Rule.PLAIN,
      "seed-coder",
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1}"
          + "| ?[^\\s\\p{L}\\p{N}\\r\\n]+|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  BAILING(
      Rule.PLAIN,
      "bailingmoe bailingmoe2 llada-moe",
      "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*"
          + "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"),
  GPT_4O(Rule.PLAIN, "gpt-4o llama4 kanana2 talkie minimax-m2", O200K.pattern()),
  TEKKEN(
      Rule.WHOLE_AND_BOS,
      "tekken",
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
          + "|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  DIGIT_BY_DIGIT(
      Rule.PLAIN,
      "starcoder refact command-r smollm codeshell exaone minerva-7b mellum2",
      "\\p{N}",
      GPT2.pattern()),
  MINICPM5(
      Rule.WHOLE,
      "minicpm5",
      "\\p{N}{1,3}",
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}+"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  FALCON(Rule.PLAIN, "falcon", "[\\p{P}\\$\\+<=>\\^~\\|`]+", GPT2.pattern(), "[0-9][0-9][0-9]"),
  DEEPSEEK_CODER(
      Rule.PLAIN,
      "deepseek-coder",
      "[\\r\\n]",
      "\\s?\\p{L}+",
      "\\s?\\p{P}+",
      "[一-龥ࠀ-一가-\uD7FF]+",
      "\\p{N}"),
  BLOOM(Rule.PLAIN, "bloom poro-chat gpt3-finnish", " ?[^(\\s|.,!?…。，、।۔،)]+"),
  VIKING(Rule.PLAIN, "viking", " ?[^(\\s|.,!?…。，、।۔،)]+", "\\p{N}"),
  DEFAULT(
      Rule.PLAIN,
      "default",
      "[\\p{P}\\$\\+<=>\\^~\\|]+",
      GPT2.pattern(),
      "\\p{N}+",
      "[0-9][0-9][0-9]");

  private enum Rule {
    PLAIN,
    /** A piece that is a token is not merged. */
    WHOLE,
    /** And the token of the beginning is put in front unless the file says otherwise. */
    WHOLE_AND_BOS
  }

  private final Rule rule;
  private final List<String> names;
  private final List<String> patterns;

  GgufSplit(Rule rule, String names, String... patterns) {
    this.rule = rule;
    this.names = List.of(names.split(" ", -1));
    this.patterns = List.of(patterns);
  }

  /**
   * The one of this name.
   *
   * @throws TokenizerException if there is none
   */
  static GgufSplit named(String name) {
    return Arrays.stream(values())
        .filter(split -> split.names.contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TokenizerException(
                    "tokenizer.ggml.pre: expected a known way to cut text, found '%s'"
                        .formatted(name)));
  }

  /** Cuts by the first pattern, then each piece by the next. */
  PreTokenizer splitter() {
    var splitter = SplitPattern.splitter(patterns.getFirst());
    for (var pattern : patterns.subList(1, patterns.size())) {
      splitter = splitter.then(SplitPattern.splitter(pattern));
    }
    return splitter;
  }

  /** Whether a piece that is a token itself is not merged. */
  boolean wholeFirst() {
    return rule != Rule.PLAIN;
  }

  /** Whether the token of the beginning is put in front where the file says nothing. */
  boolean beginning() {
    return rule == Rule.WHOLE_AND_BOS;
  }
}
