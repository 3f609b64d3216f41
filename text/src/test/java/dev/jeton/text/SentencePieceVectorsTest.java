package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Real SentencePiece models; skipped without the data folder. */
class SentencePieceVectorsTest {

  @Test
  void everyLlamaCppVector() throws IOException {
    LlamaCpp.check(Tokenizer.open(Data.file("llama2_tokenizer.model")), "llama-spm");
  }

  /** A long text is cut at spaces, which must not change its ids. */
  @Test
  void longTextsComeBack() throws IOException {
    var tokenizer = Tokenizer.open(Data.file("mistral_v3_tokenizer.model"));
    var text = "It   keeps\tevery  space, \u4e2d\u6587 and \ud83d\ude42\n".repeat(500);
    assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
  }
}
