package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Spec;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainableQuantizersTest {

  private static TrainableQuantizer made(String spec, int dim) {
    try (var parameters = new Parameters(1, Device.CPU)) {
      var quantizer = TrainableQuantizers.of(Spec.parse(spec), dim, parameters, "q.", 1);
      assertTrue(parameters.all().keySet().stream().allMatch(name -> name.startsWith("q.")));
      return quantizer;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nearest:1024                                          | 8 | 1024",
        "nearest:64,learn=ema,start=kmeans,restart=0.01        | 8 | 64",
        "cosine:64,estimator=rotation,commitment=1,decay=0.9   | 8 | 64",
        "simvq:65536                                           | 8 | 65536",
        "simvq:64,bias=1,entropy=0.1,temperature=1             | 8 | 64",
        "residual:3x16,learn=ema,drop=0.5,rows=4               | 8 | 16 16 16",
        "residual(2,fsq(8,8),estimator=rotation)               | 2 | 64 64",
        "product:2x16,start=kmeans                             | 8 | 16 16",
        "product(2,simvq(16),diversity=0.1)                    | 8 | 16 16",
        "fq:2x64                                               | 8 | 64 64",
        "fsq:8,5,5,5                                           | 4 | 1000",
        "lfq:18                                                | 18 | 262144",
        "bsq:36,levels=3,group=4                               | 36 | 4096 4096 4096",
      })
  void specsMakeQuantizers(String spec, int dim, String sizes) {
    var quantizer = made(spec.strip(), dim);
    assertEquals(dim, quantizer.dim());
    assertEquals(
        List.of(sizes.split(" ")),
        quantizer.vocabulary().sizes().stream().map(String::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nearst:8             | no trainable quantizer named 'nearst'; known: bsq, cosine, fq, fsq, lfq, nearest, product, residual, simvq",
        "nearest:8,lern=ema   | nearest has no option 'lern'; known: commitment, decay, entropy, estimator, learn, restart, start, temperature",
        "nearest:8,learn=sgd  | learn in 'nearest(8,learn=sgd)' is one of ema, gradient, found 'sgd'",
        "nearest              | nearest takes 1 arguments before its options, found 0 in 'nearest'",
        "nearest:8,decay=2    | expected commitment >= 0, decay in (0, 1), restart in 0..0.5, entropy >= 0, temperature > 0, found 0.25, 2.0, 0.0, 0.0, 0.01",
        "simvq:8,start=kmeans | simvq has no option 'start'; known: bias, commitment, entropy, estimator, temperature",
        "residual:8           | residual takes parts such as residual:8x1024, found 'residual(8)'",
        "residual:0x8         | residual takes 1..9999 parts, found '0' in 'residual(0x8)'",
        "residual:2x8,rest=1  | nearest has no option 'rest'; known: commitment, decay, entropy, estimator, learn, restart, start, temperature",
        "product:3x8          | 'product(3x8)' wants vectors that divide by 3, found 4 numbers",
        "product(2,residual(2x8)) | a product quantizer needs slices of one level each",
        "fsq:8,5,5            | 'fsq(8,5,5)' takes vectors of 3 numbers, found 4",
        "fsq:8,5,5,5,x=1      | fsq has no option 'x'; known: none",
        "lfq:4,group=13       | expected weights >= 0, temperature > 0 and group in 1..12, found 0.25, 0.1, 1.0, 0.01, 13",
      })
  void errorsSayWhatIsKnown(String spec, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> made(spec.strip(), 4));
    assertEquals(message, e.getMessage());
  }

  @Test
  void namesAreSorted() {
    assertEquals(
        List.of("bsq", "cosine", "fq", "fsq", "lfq", "nearest", "product", "residual", "simvq"),
        List.copyOf(TrainableQuantizers.names()));
  }
}
