package dev.jeton.text.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArithmeticCodingTest {
  private final Seed seed = new Seed();

  @Test
  void everyTextComesBack() {
    var learnt = Documents.sentences(200, seed.random());
    for (int order : new int[] {0, 1, 3, OrderModel.LONGEST}) {
      var coding = new ArithmeticCoding(OrderModel.learn(learnt, order));
      for (var text : Documents.awkward(seed.random())) {
        assertArrayEquals(text, coding.decode(coding.encode(text), text.length), seed);
      }
    }
  }

  @Test
  void aModelOfNothingSaysEveryByteIsAsLikely() {
    var coding = new ArithmeticCoding(OrderModel.learn(List.of(), 3));
    var noise = new byte[4000];
    seed.random().nextBytes(noise);
    int size = coding.encode(noise).length;
    assertTrue(size >= 3998 && size <= 4001, () -> size + " bytes, " + seed.get());
  }

  @Test
  void codesAreAsLongAsTheModelSays() {
    var learnt = Documents.sentences(400, seed.random());
    var model = OrderModel.learn(learnt, 3);
    var predictor = model.predictor();
    var frequencies = new int[ByteModel.BYTES];
    for (var text : Documents.sentences(10, seed.random())) {
      predictor.reset();
      double bits = 0;
      for (byte b : text) {
        predictor.frequencies(frequencies);
        long sum = 0;
        for (int frequency : frequencies) {
          assertTrue(frequency >= 1, seed);
          sum += frequency;
        }
        assertTrue(sum <= ByteModel.MOST, seed);
        bits -= Math.log((double) frequencies[b & 0xff] / sum) / Math.log(2);
        predictor.append(b);
      }
      double written = 8.0 * new ArithmeticCoding(model).encode(text).length;
      assertEquals(bits, written, 8 + 0.02 * bits, seed);
    }
  }

  @Test
  void mixesAsWittenAndBellDo() {
    var model = OrderModel.learn(List.of(new byte[] {'a', 'b', 'a', 'c', 'a', 'b'}), 1);
    var predictor = model.predictor();
    predictor.append((byte) 'a');
    var frequencies = new int[ByteModel.BYTES];
    predictor.frequencies(frequencies);
    double first = (2 + 3 / 256.0) / (6 + 3); // b: twice among 6 bytes, 3 different ones
    double second = (2 + 2 * first) / (3 + 2); // b: twice of 3 times after a, 2 different bytes
    assertEquals(second, frequencies['b'] / (double) (1 << 22), 1e-5);
  }
}
