package dev.jeton.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecsTest {
  @Test
  void aFamilyMeansItsNewestVersion() throws IOException {
    assertEquals(List.of("provided-1", "provided-2"), Codecs.names());
    assertEquals("provided-1", Codecs.open("provided-1").spec().toString());
    assertEquals("provided-2(3)", Codecs.open("provided:3").spec().toString());
  }

  @Test
  void whatIsUnknownIsNamedBesideWhatIsKnown() {
    var e = assertThrows(UnknownCodecException.class, () -> Codecs.open("foto"));
    assertEquals("no codec named 'foto'; known: provided-1, provided-2", e.getMessage());
    var q =
        assertThrows(IllegalArgumentException.class, () -> QuantizerProvider.quantizer("fsq:8"));
    assertTrue(String.valueOf(q.getMessage()).startsWith("no quantizer named 'fsq'"));
    assertThrows(NoSuchFileException.class, () -> ModelFiles.SHIPPED.read("absent"));
    // SHA-256 of nothing: e3b0c44298fc1c14 9afbf4c8996fb924 …
    assertEquals(0xe3b0c44298fc1c14L, ModelFiles.fingerprint(new byte[0]));
  }
}
