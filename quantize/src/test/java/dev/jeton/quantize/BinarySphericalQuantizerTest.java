package dev.jeton.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.QuantizerProvider;
import dev.jeton.testkit.NearestQuantizerContract;

class BinarySphericalQuantizerTest extends NearestQuantizerContract {
  @Override
  protected Quantizer quantizer() {
    return QuantizerProvider.quantizer("bsq:12,levels=3");
  }
}
