package dev.jeton.text.file;

import static dev.jeton.text.pretokenizer.SplitPattern.GPT2;
import static dev.jeton.text.pretokenizer.SplitPattern.LLAMA3;
import static dev.jeton.text.pretokenizer.SplitPattern.O200K;
import static dev.jeton.text.pretokenizer.SplitPattern.QWEN2;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.pretokenizer.Delimiter;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.SplitBehavior;
import dev.jeton.text.pretokenizer.SplitPattern;
import java.util.Arrays;
import java.util.Comparator;
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
      "llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano",
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
      "[0-9][0-9][0-9]"),
  GPT_4O_WHOLE(Rule.WHOLE, "granite-embed-multi-97m", O200K.pattern()),
  DEEPSEEK_LLM(
      Rule.PLAIN,
      "deepseek-llm",
      "[\\r\\n]",
      "\\s?[" + Part.CASED + "]+",
      "\\s?[!-/:-~！-／：-～‘-‟\u3000-。]+",
      "\\s+$",
      "[一-龥ࠀ-一가-\uD7FF]+",
      "\\p{N}+"),
  DEEPSEEK_V3(
      Rule.PLAIN,
      "deepseek-v3 hunyuan-dense joyai-llm hy_v4",
      "\\p{N}{1,3}",
      Part.HAN_AND_KANA,
      Part.MARK_AND_WORD + "| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  SPARK_25(
      Rule.PLAIN,
      "spark2_5",
      "\\p{N}{1,3}",
      Part.HAN_AND_KANA,
      Part.MARK_AND_WORD + "| ?[\\p{P}\\p{S}]+|[\\r\\n]|\\s+(?!\\S)|\\s+",
      "\\p{N}"),
  YOUTU(
      Rule.WHOLE,
      "youtu",
      "[가-힣ㄱ-ㆎ]+|[！…“”‘’—：；，、-\u303f︰-﹏]+|[ㄅ-ㄯ]+|[一-龥぀-ゟ゠-ヿ]+",
      O200K.pattern().replace("{1,3}", "")),
  JAIS_2(
      Rule.PLAIN,
      "jais-2",
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s{512}(?!\\S)|\\s{256}(?!\\S)"
          + "|\\s{128}(?!\\S)|\\s{64}(?!\\S)|\\s{32}(?!\\S)|\\s{16}(?!\\S)|\\s{8}(?!\\S)"
          + "|\\s{4}(?!\\S)|\\s{1,2}(?!\\S)|\\s{1}"),
  /** Words that single spaces part are one piece; a possessive group, so that none is too long. */
  EXAONE_MOE(
      Rule.PLAIN,
      "exaone-moe",
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}(?:[\\p{L}\\p{M}]| \\p{L})*+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]?|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"),
  CHAMELEON(
      Rule.BOS,
      "chameleon",
      "<sentinel:[0-9]+>",
      "(IMGIMG)((A|B|C|D|E|F|G|H|I){1,4})Z",
      "([\\t\\n]|    |  )",
      "\\p{N}",
      "[\\p{P}!-/:-@\\[-`{-~]",
      GPT2.pattern()),
  TINY_AYA(Rule.PLAIN, "tiny_aya cohere2moe", "\\d{1,3}(?=(?:\\d{3})*\\b)", O200K.pattern()),
  SUPER_BPE(Rule.PLAIN, "superbpe", "\\p{N}+", "(?=(\\d{3})+(?!\\d))"),
  KIMI_K2(
      Rule.PLAIN,
      "kimi-k2",
      "[\\p{Han}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]+"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
          + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  UFAKZEKA(Rule.PLAIN, "ufakzeka", QWEN2.pattern().replaceFirst("\\(\\?i:[^)]*\\)\\|", "")),
  AFMOE(
      Rule.PLAIN,
      "afmoe",
      "\\p{N}{1,3}(?=(?:\\p{N}{3})*(?!\\p{N}))",
      "[一-\u9fff㐀-䶿\uf900-\ufaff぀-ゟ゠-ヿ･-ﾟ⼀-\u2fdfเ-\u0e7f\u0e80-\u0effក-\u17ffက-႟ꩠ-ꩿꧠ-\ua9ff가-\ud7afᄀ-ᇿ]+",
      Part.MARK_AND_WORD + "| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  LAGUNA(Rule.PLAIN, "laguna", Part.LINES, QWEN2.pattern()),
  /** Characters instead of bytes from here on. */
  GEMMA_4(Rule.CHARACTERS, "gemma4 granite-embed-multi-311m", Part.LINES),
  SARVAM(Rule.CHARACTERS, "sarvam-moe", Part.LINES),
  /** Spaces are left out. */
  WHITESPACE(Rule.CHARACTERS, "whitespace");

  /** What several patterns have in common. */
  private static final class Part {
    /** A mark with letters behind it, or a word with what stands before it. */
    static final String MARK_AND_WORD =
        "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+";

    /** The cased letters that its file lists. */
    static final String CASED =
        "A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01ba\u01bc-\u01bf\u01c4-\u0293"
            + "\u0295-\u02af\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u038a\u038c"
            + "\u038e-\u03a1\u03a3-\u03f5\u03f7-\u0481\u048a-\u052f\u0531-\u0556\u10a0-\u10c5"
            + "\u13a0-\u13f5\u13f8-\u13fd\u1c90-\u1cba\u1cbd-\u1cbf\u1d00-\u1d2b\u1d6b-\u1d77"
            + "\u1d79-\u1d9a\u1e00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59"
            + "\u1f5b\u1f5d\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fbc\u1fbe\u1fc2-\u1fc4\u1fc6-\u1fcc"
            + "\u1fd0-\u1fd3\u1fd6-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ff4\u1ff6-\u1ffc\u2102\u2107"
            + "\u210a-\u2113\u2115\u2119-\u211d\u2124\u2126\u2128\u212a-\u212d\u212f-\u2134\u2139"
            + "\u213c-\u213f\u2145-\u2149\u214e\u2183\u2184\u2c00-\u2c7b\u2c7e-\u2ce4\u2ceb-\u2cee"
            + "\u2cf2\u2cf3\ua640-\ua66d\ua680-\ua69b\ua722-\ua76f\ua771-\ua787\ua78b-\ua78e"
            + "\uab70-\uabbf\ufb00-\ufb06\ufb13-\ufb17\uff21-\uff3a\uff41-\uff5a"
            + "\ud801\udc00-\ud801\udc4f\ud801\udcb0-\ud801\udcd3\ud801\udcd8-\ud801\udcfb"
            + "\ud803\udc80-\ud803\udcb2\ud803\udcc0-\ud803\udcf2\ud806\udca0-\ud806\udcdf"
            + "\ud83a\udd00-\ud83a\udd43";

    static final String HAN_AND_KANA = "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+";

    static final String LINES = "[^\\n]+|[\\n]+";
  }

  private enum Rule {
    PLAIN,
    /** The token of the beginning is put in front unless the file says otherwise. */
    BOS,
    /** A piece that is a token is not merged. */
    WHOLE,
    /** Both of these. */
    WHOLE_AND_BOS,
    /** The vocabulary is over characters, with tokens for bytes of those that it lacks. */
    CHARACTERS
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

  /**
   * Names of the ways to cut a byte-level vocabulary's text that have these patterns one after the
   * other; first those that take whole pieces as {@code wholeFirst} says.
   */
  static List<String> named(List<String> patterns, boolean wholeFirst) {
    return Arrays.stream(values())
        .filter(split -> !split.characters() && split.patterns.equals(patterns))
        .sorted(Comparator.comparing(split -> split.wholeFirst() != wholeFirst))
        .map(split -> split.names.getFirst())
        .toList();
  }

  /** Cuts by the first pattern, then each piece by the next. */
  PreTokenizer splitter() {
    if (this == WHITESPACE) {
      return SplitBehavior.REMOVED.at(new Delimiter.Each(Delimiter.Kind.SPACE));
    }
    var splitter = SplitPattern.splitter(patterns.getFirst());
    for (var pattern : patterns.subList(1, patterns.size())) {
      splitter = splitter.then(SplitPattern.splitter(pattern));
    }
    return splitter;
  }

  /** Whether a piece that is a token itself is not merged. */
  boolean wholeFirst() {
    return rule == Rule.WHOLE || rule == Rule.WHOLE_AND_BOS;
  }

  /** Whether the token of the beginning is put in front where the file says nothing. */
  boolean beginning() {
    return rule == Rule.BOS || rule == Rule.WHOLE_AND_BOS;
  }

  /** Whether the vocabulary is over characters and not over bytes. */
  boolean characters() {
    return rule == Rule.CHARACTERS;
  }

  /** Whether spaces are written as U+2581. */
  boolean visibleSpaces() {
    return this == GEMMA_4 || this == SARVAM;
  }

  /** Whether the token of the beginning is put in front even if the file says otherwise. */
  boolean always() {
    return this == GEMMA_4;
  }
}
