package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.llm.file.ModelFiles;
import dev.jeton.testkit.Seed;
import dev.jeton.text.TokenizerException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Mutated GGUF files, opened and asked for a token: each is refused in one line or answers. {@code
 * -Djeton.fuzz=20000} looks at so many of each; {@code -Xmx256m} shows what takes too much memory.
 */
class HostileModelsTest {
  private static final int CASES = Integer.getInteger("jeton.fuzz", 40);
  private static final List<String> FILES = List.of("llama", "gemma3", "phi3", "gpt2", "qwen2");
  private static final long MOST_NANOS = 20_000_000_000L; // on a busy machine

  private final Seed seed = new Seed();

  @Test
  void mutatedModelsAreRefusedOrAnswer() throws IOException, URISyntaxException {
    for (var name : FILES) {
      byte[] whole = Files.readAllBytes(Golden.path(name + ".gguf"));
      int answered = 0;
      for (int i = 0; i < CASES; i++) {
        byte[] mutated = mutated(whole, seed.random());
        long from = System.nanoTime();
        answered += answers(mutated, "%s, %d of %s".formatted(seed, i, name)) ? 1 : 0;
        assertTrue(System.nanoTime() - from < MOST_NANOS, () -> seed + " hangs");
      }
      if (CASES > 1000) {
        System.out.printf("%s: %d mutations, %d answered%n", name, CASES, answered);
      }
    }
  }

  private static boolean answers(byte[] bytes, String again) {
    var arena = Arena.ofAuto(); // to close a shared one would stop all threads each time
    try {
      var model = Model.of(ModelFiles.open(bytes, "mutated", arena), Precision.MAPPED, arena);
      model.tokenizer().ifPresent(tokenizer -> tokenizer.encode("a b"));
      model.session(Math.min(4, model.shape().context())).append(0, 1);
      return true;
    } catch (ModelException | TokenizerException | IOException e) {
      var said = String.valueOf(e.getMessage());
      assertTrue(said.lines().count() == 1 && said.length() < 2000, again + ": " + said);
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(again, e);
    }
  }

  /** Most changes meet the keys and the list of tensors. */
  private static byte[] mutated(byte[] whole, RandomGenerator random) {
    byte[] bytes = whole.clone();
    int header = bytes.length / 20 + 2000;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int end = Math.min(bytes.length, random.nextInt(10) > 0 ? header : bytes.length);
      int at = random.nextInt(end);
      int to = Math.min(bytes.length, at + 8);
      switch (random.nextInt(8)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 -> {
          byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - at));
          System.arraycopy(bytes, to, shorter, at, bytes.length - to);
          bytes = shorter;
        }
        case 4 -> Arrays.fill(bytes, at, to, (byte) 0xff);
        case 5 -> Arrays.fill(bytes, at, to, (byte) 0);
        case 6 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
        default -> System.arraycopy(whole, random.nextInt(whole.length - 8), bytes, at, to - at);
      }
    }
    return bytes;
  }
}
