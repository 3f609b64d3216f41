package dev.jeton.text.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.text.Golden;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.file.TokenizerFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Learnt files, of which Hugging Face's tokenizers made vectors, see golden/README.md. Run as a
 * program, it writes them into the folder that is named.
 */
class TrainedFilesTest {
  private static final List<String> SPECIALS = List.of("<s>", "<end \ud83d\ude42>");

  public static void main(String[] args) throws IOException {
    for (var kind : List.of("bytes", "characters", "wordpiece", "unigram")) {
      Files.write(Path.of(args[0], "trained-" + kind + ".json"), learnt(kind));
    }
  }

  private static byte[] learnt(String kind) throws IOException {
    var trainer =
        switch (kind) {
          case "bytes" ->
              new BpeTrainer(
                  new BpeTrainer.Settings(BpeTrainer.Alphabet.BYTES, 400, 2, 1, SPECIALS));
          case "characters" ->
              new BpeTrainer(
                  new BpeTrainer.Settings(BpeTrainer.Alphabet.CHARACTERS, 300, 2, 120, SPECIALS));
          case "wordpiece" ->
              new WordPieceTrainer(new WordPieceTrainer.Settings(400, 2, 120, true, SPECIALS));
          default -> new UnigramTrainer(new UnigramTrainer.Settings(300, 120, SPECIALS));
        };
    for (int i = 0; i < 9; i++) { // beyond U+FFFF
      trainer.add("\ud83d\ude42\ud83d\ude42 \ud83d\udc4d\ud83c\udffd \ud835\udcb3\ud835\udcb4 end");
    }
    for (var text : Golden.texts()) {
      trainer.add(text);
    }
    return trainer.tokenizerJson();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "characters", "wordpiece", "unigram"})
  void giveHuggingFacesIds(String kind) throws IOException {
    byte[] file = learnt(kind);
    var name = "trained-" + kind;
    assertEquals(
        Files.readString(Golden.file(name + ".json")), new String(file, StandardCharsets.UTF_8));
    var tokenizer = TokenizerFiles.of(file);
    assertTrue(tokenizer.encode("\ud83d\ude42\ud83d\ude42").length < 5, name);
    assertEquals("<end \ud83d\ude42>", name(tokenizer, "<end \ud83d\ude42>"));
    Golden.check(tokenizer, name);
  }

  private static String name(Tokenizer tokenizer, String special) {
    return new String(tokenizer.token(tokenizer.special(special)), StandardCharsets.UTF_8);
  }
}
