package dev.jeton.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrefixSearchTest {
  private static final FakeCodec CODEC = FakeCodec.named("photo-1");
  private static final FakeCodec WHOLE =
      new FakeCodec(Spec.of("whole-1"), 1, new RawIdCoder(), false);

  private final Tokens.Ids all = CODEC.random(Extent.of(200, 300), new SplittableRandom(3));

  private static double share(Tokens.Ids prefix) {
    return 100.0 * prefix.length() / prefix.layout().count();
  }

  @Test
  void sizesAreThoseOfTheFiles() {
    int[] sizes = PrefixSearch.sizes(CODEC, all);
    for (int n = 1; n <= all.length(); n++) {
      assertEquals(new JetonFile(CODEC, all.prefix(n)).bytes().length, sizes[n - 1], "at " + n);
    }
  }

  @Test
  void bytesGiveTheLongestPrefixThatFits() {
    int whole = new JetonFile(CODEC, all).bytes().length;
    for (int bytes = 24; bytes < whole + 10; bytes++) {
      var prefix = PrefixSearch.longest(CODEC, all, bytes);
      assertTrue(new JetonFile(CODEC, prefix).bytes().length <= bytes);
      for (int n = prefix.length() + 1; n <= Math.min(all.length(), prefix.length() + 3); n++) {
        assertTrue(new JetonFile(CODEC, all.prefix(n)).bytes().length > bytes);
      }
    }
    assertEquals(all, PrefixSearch.longest(CODEC, all, whole));
  }

  @Test
  void tokensAreCounted() {
    var budget = new Budget.Tokens(17);
    assertEquals(all.prefix(17), PrefixSearch.fit(CODEC, all, budget, PrefixSearchTest::share));
    assertEquals(all, PrefixSearch.fit(CODEC, all, Budget.UNLIMITED, PrefixSearchTest::share));
  }

  @Test
  void qualityGivesTheShortestPrefixThatReachesIt() {
    for (double quality = 0; quality <= 100; quality += 7) {
      var prefix =
          PrefixSearch.fit(CODEC, all, new Budget.Quality(quality), PrefixSearchTest::share);
      assertTrue(share(prefix) >= quality);
      assertTrue(prefix.length() == 1 || share(all.prefix(prefix.length() - 1)) < quality);
    }
    assertEquals(all, PrefixSearch.shortest(all, 90, prefix -> 10));
  }

  @Test
  void budgetsThatAreTooSmallAreRefused() {
    var e = assertThrows(BudgetException.class, () -> PrefixSearch.longest(CODEC, all, 5));
    assertEquals(
        "a budget of 5 bytes is too small for one token: the file needs 23", e.getMessage());
    e =
        assertThrows(
            BudgetException.class,
            () -> PrefixSearch.fit(WHOLE, all, new Budget.Tokens(9), PrefixSearchTest::share));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("whole-1 is not progressive: all "),
        e.getMessage());
    assertThrows(BudgetException.class, () -> PrefixSearch.longest(WHOLE, all, 100));
    assertEquals(all, PrefixSearch.longest(WHOLE, all, 1 << 20));
    assertEquals(all, PrefixSearch.fit(WHOLE, all, new Budget.Quality(3), PrefixSearchTest::share));
  }
}
