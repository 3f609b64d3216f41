package dev.jeton.papers;

import java.util.List;

/**
 * What a recipe found.
 *
 * @param paper number of the row
 * @param claims in the order of importance
 * @param summary one or two sentences: what was run on what, and what came of it
 */
public record Report(int paper, List<Claim> claims, String summary) {
  public Report {
    claims = List.copyOf(claims);
  }

  public long holding() {
    return claims.stream().filter(Claim::holds).count();
  }

  /** The least number of seeds behind a claim; 0 without claims. */
  int seeds() {
    return claims.stream().mapToInt(Claim::seeds).min().orElse(0);
  }
}
