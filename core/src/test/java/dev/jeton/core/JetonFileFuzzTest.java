package dev.jeton.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Mutated files: each is refused with a {@link JetonFileException} or says what it said before. Of
 * those that only their checksum gives away, the checksum is then set right, as a forger would;
 * they must be read in bounds. {@code -Djeton.fuzz=200000} looks at so many.
 */
class JetonFileFuzzTest {
  private static final int CASES = Integer.getInteger("jeton.fuzz", 3000);
  private static final long SEED = Long.getLong("jeton.seed", System.nanoTime());
  private static final long LONGEST_NANOS = 2_000_000_000L;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void mutatedFilesAreRefused() {
    var codecs =
        List.of(
            FakeCodec.named("photo-1"),
            FakeCodec.named("some-codec(3)"),
            new FakeCodec(Spec.of("patches-1"), 7, IdCoders.trained(), true));
    for (int i = 0; i < CASES; i++) {
      var codec = codecs.get(i % codecs.size());
      var signal = Extent.of(random.nextInt(1, 400), random.nextInt(1, 400));
      var all = codec.random(signal, random);
      var tokens = all.prefix(random.nextInt(1, all.length() + 1));
      byte[] whole = new JetonFile(codec, tokens).bytes();
      check(codec, tokens, whole, mutated(whole), i);
    }
  }

  private void check(FakeCodec codec, Tokens.Ids tokens, byte[] whole, byte[] mutated, int i) {
    String again = "case %d: run again with -Djeton.seed=%d".formatted(i, SEED);
    long start = System.nanoTime();
    try {
      var read = JetonFile.read(mutated, codec);
      assertTrue(read.tokens().equals(tokens) && Arrays.equals(whole, mutated), again);
    } catch (JetonFileException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(!message.contains("\n"), again);
      if (message.contains("checksum")) {
        forged(codec, mutated, message, again);
      }
    } catch (RuntimeException | Error e) {
      throw new AssertionError(again, e);
    }
    assertTrue(System.nanoTime() - start < LONGEST_NANOS, again);
  }

  private static void forged(FakeCodec codec, byte[] bytes, String message, String again) {
    int found = Integer.parseUnsignedInt(message.substring(message.length() - 8), 16);
    ByteBuffer.wrap(bytes).putInt(bytes.length - 4, found);
    try {
      var tokens = JetonFile.read(bytes, codec).tokens();
      assertTrue(tokens.length() <= 128 * bytes.length, again);
    } catch (JetonFileException e) {
      throw new AssertionError(again, e);
    }
  }

  private byte[] mutated(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int n = random.nextInt(1, 4); n > 0; n--) {
      // Half of the changes meet the header, which is small.
      int at = random.nextInt(random.nextBoolean() ? Math.min(24, bytes.length) : bytes.length);
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(1, 30));
        case 4 -> bytes = spliced(bytes, at, at + random.nextInt(bytes.length - at));
        case 5 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 5), (byte) 0xff);
        default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 5), (byte) 0);
      }
    }
    return bytes;
  }

  /** Without the bytes of {@code [from, to)}, but never without all. */
  private static byte[] spliced(byte[] bytes, int from, int to) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, shorter, from, bytes.length - to);
    return shorter;
  }
}
