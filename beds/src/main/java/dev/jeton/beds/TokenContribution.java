package dev.jeton.beds;

import dev.jeton.learn.elastic.LatentCodec;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where in a picture each token of a line matters: mean |decoded − decoded with this token replaced
 * by the one another picture has there|, over pictures and channels. Miwa et al., arXiv:2501.10064,
 * section 5.
 *
 * @param maps {@code [tokens][side · side]}, values in 0..1
 */
public record TokenContribution(List<float[]> maps) {

  /**
   * Measures pictures of which all ids are known.
   *
   * @param ids {@code [n][tokens]}
   * @param n pictures, at least 2
   */
  public static TokenContribution of(LatentCodec codec, int[] ids, int n, long seed) {
    var frozen = codec.quantizer().freeze();
    int tokens = ids.length / n;
    var random = new SplittableRandom(seed);
    var maps = new ArrayList<float[]>();
    try (var all = new Scope();
        var noGrad = new NoGrad()) {
      var whole = PrefixEvaluation.decode(codec, frozen, ids, n, 0, tokens);
      for (int token = 0; token < tokens; token++) {
        var changed = ids.clone();
        int shift = 1 + random.nextInt(n - 1);
        for (int i = 0; i < n; i++) {
          changed[i * tokens + token] = ids[(i + shift) % n * tokens + token];
        }
        try (var scope = new Scope()) {
          var other = PrefixEvaluation.decode(codec, frozen, changed, n, 0, tokens);
          maps.add(other.clamp(0, 1).sub(whole.clamp(0, 1)).abs().mean(0, 1).toFloats());
        }
      }
    }
    return new TokenContribution(maps);
  }

  /** The mean over the picture, of tokens {@code from} to {@code to} − 1. */
  public double mean(int from, int to) {
    double sum = 0;
    int count = 0;
    for (var map : maps.subList(from, to)) {
      for (float value : map) {
        sum += value;
        count++;
      }
    }
    return sum / count;
  }
}
