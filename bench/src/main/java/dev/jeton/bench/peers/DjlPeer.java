package dev.jeton.bench.peers;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * DJL's tokenizers (Hugging Face's through JNI), in a JVM of their own whose class path they are
 * on; speaks the language of {@link RemoteArm}, and answers {@code check} with the {@link IdSum}.
 */
final class DjlPeer {
  private DjlPeer() {}

  /**
   * The command.
   *
   * @param jars folder of {@code ai.djl.huggingface:tokenizers} and what it needs
   */
  static List<String> command(Path jars, Stopwatch watch) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path") + System.getProperty("path.separator") + jars + "/*",
        DjlPeer.class.getName(),
        watch.name());
  }

  public static void main(String[] args) throws IOException {
    var watch = Stopwatch.valueOf(args[0]);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var documents = new ArrayList<String>();
    HuggingFaceTokenizer tokenizer = null;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ");
      if (words[0].equals("load")) {
        tokenizer =
            HuggingFaceTokenizer.builder()
                .optTokenizerPath(Path.of(words[3]))
                .optTruncation(false)
                .optPadding(false)
                .build();
        var mapper = new ObjectMapper();
        for (var text : Files.readAllLines(Path.of(words[4]))) {
          documents.add(mapper.readValue(text, String.class));
        }
        System.out.println("ready");
      } else if (tokenizer == null) {
        throw new IOException("expected 'load' first, found " + line);
      } else if (words[0].equals("check")) {
        var loaded = tokenizer;
        System.out.println(
            IdSum.of(
                new Corpus("", documents, 0),
                text ->
                    Arrays.stream(loaded.encode(text).getIds())
                        .mapToInt(Math::toIntExact)
                        .toArray()));
      } else {
        var loaded = tokenizer;
        System.out.println(
            Arm.here(watch, () -> documents.forEach(loaded::encode))
                .seconds(Integer.parseInt(words[1])));
      }
    }
  }
}
