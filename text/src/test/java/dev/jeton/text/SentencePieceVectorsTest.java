package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

  /**
   * The ids of sentencepiece 0.2.3: what a user-defined piece counts decides, by rounding, between
   * equal covers of what follows.
   */
  @Test
  void userDefinedPiecesCountTheirBytes() throws IOException {
    var tokenizer = Tokenizer.open(Data.file("sentencepiece/albert_spiece.model"));
    assertArrayEquals(new int[] {13, 9, 9, 9, 252, 10681}, tokenizer.encode("...hhh"));
    assertArrayEquals(new int[] {13, 8, 1, 10681, 252}, tokenizer.encode("-\u0498hhh"));
    assertArrayEquals(new int[] {746, 10681, 11, 10681, 252}, tokenizer.encode("hhh\u00a3hhh"));
  }
}
