package dev.jeton.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.QuantizerProvider;
import dev.jeton.testkit.NearestQuantizerContract;

class LookupFreeQuantizerTest extends NearestQuantizerContract {
  @Override
  protected Quantizer quantizer() {
    return QuantizerProvider.quantizer("lfq:10");
  }
}
