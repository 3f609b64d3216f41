package dev.jeton.learn.language;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.train.BpeTrainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** Small texts and their tokenizer. */
final class Languages {
  private static final List<String> WORDS =
      List.of("grün", "token", "tokens", "return", "void", "static", "a", "the", "日本", "x");

  private Languages() {}

  static String text(int words, RandomGenerator random) {
    var text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
      text.append(random.nextInt(8) == 0 ? ";\n  " : " ");
    }
    return text.toString();
  }

  static Documents documents(String name, int count, RandomGenerator random) {
    return new Documents(
        name,
        java.util.stream.IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Document(
                        "%s-%03d.txt".formatted(name, i),
                        text(20 + random.nextInt(200), random).getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  static Tokenizer tokenizer(Documents documents, int size, Path folder) throws IOException {
    var trainer =
        new BpeTrainer(
            new BpeTrainer.Settings(
                BpeTrainer.Alphabet.BYTES, size, 2, Integer.MAX_VALUE, SpecialIds.NAMES));
    documents.all().forEach(d -> trainer.add(new String(d.utf8(), StandardCharsets.UTF_8)));
    var file = folder.resolve("tokenizer.json");
    Files.write(file, trainer.tokenizerJson());
    return Tokenizer.open(file);
  }
}
