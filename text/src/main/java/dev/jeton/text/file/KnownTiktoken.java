package dev.jeton.text.file;

import static dev.jeton.text.pretokenizer.SplitPattern.CL100K;
import static dev.jeton.text.pretokenizer.SplitPattern.GPT2;

import dev.jeton.text.AddedToken;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.pretokenizer.SplitPattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The published {@code .tiktoken} vocabularies: the file holds ranks only, the pattern and the
 * special tokens belong to the name. Sources: {@code tiktoken_ext/openai_public.py} of tiktoken
 * 0.14.0, {@code tokenizer.py} of meta-llama/llama-models.
 */
public enum KnownTiktoken {
  R50K_BASE(50256, 0x68aa628f, GPT2),
  P50K_BASE(50280, 0x3f23a9c6, GPT2),
  P50K_EDIT(50280, 0x3f23a9c6, GPT2),
  CL100K_BASE(100256, 0xc86ab04f, CL100K),
  O200K_BASE(199998, 0x0655d8c5, SplitPattern.O200K),
  O200K_HARMONY(199998, 0x0655d8c5, SplitPattern.O200K),
  LLAMA3(128000, 0x1be009c0, SplitPattern.LLAMA3);

  private final int ranks;
  private final int fingerprint;
  private final SplitPattern pattern;

  KnownTiktoken(int ranks, int fingerprint, SplitPattern pattern) {
    this.ranks = ranks;
    this.fingerprint = fingerprint;
    this.pattern = pattern;
  }

  /** The one whose ranks are those of {@code file}; of several, the plainest. */
  public static Optional<KnownTiktoken> of(TiktokenFile file) {
    return Arrays.stream(values()).filter(known -> known.fits(file)).findFirst();
  }

  /**
   * By name, such as {@code cl100k_base}.
   *
   * @throws TokenizerException if there is none of this name
   */
  public static KnownTiktoken named(String name) {
    for (var known : values()) {
      if (known.toString().equals(name)) {
        return known;
      }
    }
    throw new TokenizerException(
        "no encoding named '%s'; there are %s"
            .formatted(
                name, String.join(", ", Arrays.stream(values()).map(Object::toString).toList())));
  }

  /**
   * The content of its file, where {@code com.knuddels:jtokkit} is on the class path, which carries
   * those of OpenAI.
   *
   * @throws TokenizerException if it is not
   */
  byte[] carried() throws IOException {
    var shared =
        switch (this) {
          case P50K_EDIT -> P50K_BASE;
          case O200K_HARMONY -> O200K_BASE;
          default -> this;
        };
    try (var in =
        KnownTiktoken.class.getResourceAsStream("/com/knuddels/jtokkit/" + shared + ".tiktoken")) {
      if (in == null) {
        throw new TokenizerException(
            "the vocabulary of %s is not here: %s"
                .formatted(
                    this,
                    this == LLAMA3
                        ? "open its file"
                        : "add com.knuddels:jtokkit, which carries it, or open its .tiktoken file"));
      }
      return in.readAllBytes();
    }
  }

  /** Whether {@code file} holds this vocabulary. */
  public boolean fits(TiktokenFile file) {
    return file.ranks() == ranks && file.fingerprint() == fingerprint;
  }

  public SplitPattern pattern() {
    return pattern;
  }

  /** Its special tokens. */
  public List<AddedToken> specials() {
    var tokens = new ArrayList<AddedToken>();
    switch (this) {
      case R50K_BASE, P50K_BASE -> add(tokens, 50256, "endoftext");
      case P50K_EDIT -> {
        add(tokens, 50256, "endoftext");
        add(tokens, 50281, "fim_prefix", "fim_middle", "fim_suffix");
      }
      case CL100K_BASE -> {
        add(tokens, 100257, "endoftext", "fim_prefix", "fim_middle", "fim_suffix");
        add(tokens, 100276, "endofprompt");
      }
      case O200K_BASE -> {
        add(tokens, 199999, "endoftext");
        add(tokens, 200018, "endofprompt");
      }
      case O200K_HARMONY -> harmony(tokens);
      case LLAMA3 -> llama3(tokens);
    }
    return tokens;
  }

  private static void harmony(List<AddedToken> tokens) {
    add(tokens, 199998, "startoftext", "endoftext", "reserved_200000", "reserved_200001");
    add(tokens, 200002, "return", "constrain", "reserved_200004", "channel", "start", "end");
    add(tokens, 200008, "message", "reserved_200009", "reserved_200010", "reserved_200011", "call");
    add(tokens, 200018, "endofprompt");
    for (int id = 200013; id < 201088; id++) {
      add(tokens, id, "reserved_" + id);
    }
  }

  private static void llama3(List<AddedToken> tokens) {
    add(tokens, 128000, "begin_of_text", "end_of_text", "reserved_special_token_0");
    add(tokens, 128003, "reserved_special_token_1", "finetune_right_pad_id", "step_id");
    add(tokens, 128006, "start_header_id", "end_header_id", "eom_id", "eot_id", "python_tag");
    for (int id = 128011; id < 128256; id++) {
      add(tokens, id, "reserved_special_token_" + (id - 128009));
    }
  }

  private static void add(List<AddedToken> tokens, int firstId, String... names) {
    for (int i = 0; i < names.length; i++) {
      tokens.add(AddedToken.special(firstId + i, "<|" + names[i] + "|>"));
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
