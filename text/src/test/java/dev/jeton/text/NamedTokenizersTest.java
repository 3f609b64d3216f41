package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With jtokkit on the class path, whose vocabularies these are. */
class NamedTokenizersTest {

  @ParameterizedTest
  @EnumSource(EncodingType.class)
  void encodeAsTheirCarrierDoes(EncodingType type) throws IOException {
    var tokenizer = Tokenizer.named(type.getName());
    var theirs = Encodings.newLazyEncodingRegistry().getEncoding(type);
    for (var text :
        new String[] {
          "It's 12345 o'clock, isn't it?\n\n  Yes!", "naïve 中文 text", "def f(x):\n\treturn x"
        }) {
      int[] ids = theirs.encodeOrdinary(text).toArray();
      assertArrayEquals(ids, tokenizer.encode(text), text);
      assertEquals(text, tokenizer.decode(ids));
    }
  }

  @Test
  void thoseThatShareAVocabularyDifferInTheirSpecialTokens() throws IOException {
    assertEquals(200008, Tokenizer.named("o200k_harmony").special("<|message|>"));
    assertThrows(
        TokenizerException.class, () -> Tokenizer.named("o200k_base").special("<|message|>"));
    assertEquals(50281, Tokenizer.named("p50k_edit").special("<|fim_prefix|>"));
  }

  @Test
  void keepTheContract() throws IOException {
    var tokenizer = Tokenizer.named("o200k_base");
    var seed = new Seed();
    var texts = new RandomText(seed.random());
    for (int i = 0; i < 300; i++) {
      TokenizerContract.check(tokenizer, texts.next(12), seed);
    }
  }

  @Test
  void othersAreRefused() {
    var unknown = assertThrows(TokenizerException.class, () -> Tokenizer.named("gpt9_base"));
    assertTrue(unknown.toString().contains("no encoding named 'gpt9_base'; there are r50k_base"));
    var absent = assertThrows(TokenizerException.class, () -> Tokenizer.named("llama3"));
    assertTrue(absent.toString().contains("the vocabulary of llama3 is not here: open its file"));
  }
}
