package dev.jeton.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.core.Extent;
import dev.jeton.core.IdCoder;
import dev.jeton.core.Layout;
import dev.jeton.core.RawIdCoder;
import dev.jeton.core.Tokens;
import dev.jeton.core.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawIdCoderTest extends IdCoderContract {
  @Override
  protected IdCoder coder() {
    return new RawIdCoder();
  }

  @Override
  protected List<Layout> layouts() {
    return List.of(
        new Layout(Vocabulary.of("v", 1), List.of(Extent.of(1, 1)), Extent.of(1, 1)),
        new Layout(Vocabulary.of("v", 1000), List.of(Extent.of(5)), Extent.of(5)),
        new Layout(
            Vocabulary.of("v", 2, 625, 1024),
            List.of(Extent.of(2, 3), Extent.of(4, 5), Extent.of(8, 1)),
            Extent.of(32, 40)));
  }

  @Test
  void aThousandIdsCostTheirLogarithm() {
    var layout = new Layout(Vocabulary.of("v", 1000), List.of(Extent.of(1000)), Extent.of(1000));
    double bits = 0;
    for (double b : coder().bits(new Tokens.Ids(layout, new int[1000]))) {
      bits += b;
    }
    assertEquals(1000 * Math.log(1000) / Math.log(2), bits, 1e-6);
  }
}
