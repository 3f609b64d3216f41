package dev.jeton.llm.arch;

import dev.jeton.llm.ModelException;
import java.util.List;
import java.util.stream.Collectors;

/** All architectures that run. */
public final class Architectures {
  private static final List<Architecture> ALL =
      List.of(
          new Llama(),
          new Qwen2(),
          new Qwen3(),
          new Gemma2(),
          new Gemma3(),
          new Phi3(),
          new Gpt2(),
          new JetonTokens());

  private Architectures() {}

  /**
   * The architecture of this name.
   *
   * @throws ModelException if there is none
   */
  public static Architecture named(String name) {
    for (var architecture : ALL) {
      if (architecture.name().equals(name)) {
        return architecture;
      }
    }
    throw new ModelException(
        "expected one of the architectures %s, found '%s'"
            .formatted(
                ALL.stream().map(Architecture::name).collect(Collectors.joining(", ")), name));
  }
}
