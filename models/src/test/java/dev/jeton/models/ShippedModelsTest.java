package dev.jeton.models;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.ModelFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShippedModelsTest {

  @Test
  void patchesIsSmallAndHasItsCard() throws IOException {
    assertTrue(ModelFiles.SHIPPED.read("patches-1.safetensors").length <= 300_000);
    var card = new String(ModelFiles.SHIPPED.read("patches-1.md"), StandardCharsets.UTF_8);
    assertTrue(card.contains("check before commercial use"));
  }

  @Test
  void photoIsAtMost12MegabytesAndHasItsCard() throws IOException {
    assertTrue(ModelFiles.SHIPPED.read("photo-1.safetensors").length <= 12_000_000);
    var card = new String(ModelFiles.SHIPPED.read("photo-1.md"), StandardCharsets.UTF_8);
    assertTrue(card.contains("check before commercial use"));
  }

  @Test
  void theBedOfClassesIsSmallAndHasItsCard() throws IOException {
    assertTrue(ModelFiles.SHIPPED.read("bed-classifier.safetensors").length <= 1_500_000);
    var card = new String(ModelFiles.SHIPPED.read("bed-classifier.md"), StandardCharsets.UTF_8);
    assertTrue(card.contains("check before commercial use"));
    assertTrue(card.contains("FD-cls of train against test"));
  }

  @Test
  void theGeneratorIsAtMost16MegabytesAndHasItsCard() throws IOException {
    assertTrue(ModelFiles.SHIPPED.read("cifar-1.safetensors").length <= 16_000_000);
    var card = new String(ModelFiles.SHIPPED.read("cifar-1.md"), StandardCharsets.UTF_8);
    assertTrue(card.contains("check before commercial use"));
    assertTrue(card.contains("FD-cls"));
  }

  @Test
  void theLanguageModelIsAtMost14MegabytesAndHasItsCard() throws IOException {
    assertTrue(ModelFiles.SHIPPED.read("lm-small.gguf").length <= 14_000_000);
    var card = new String(ModelFiles.SHIPPED.read("lm-small.md"), StandardCharsets.UTF_8);
    assertTrue(card.contains("bits per byte") && card.contains("xz -9e"));
  }
}
