package dev.jeton.beds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.learn.TrainingListener;
import dev.jeton.text.compress.ArithmeticCoding;
import dev.jeton.text.compress.NeuralFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteNetworkTrainingTest {
  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void note(String line) {}
      };

  @Test
  void learnsWhatComesNextAndCodesIt() throws IOException {
    byte[] text =
        "it was the best of times, it was the worst of times. ".repeat(20).getBytes(UTF_8);
    var training = new ByteNetworkTraining(List.of(new byte[0], text), 6, 8, 32, 150, 1);
    var model = training.run(SILENT);
    var coding = new ArithmeticCoding(model);
    byte[] code = coding.encode(text);
    assertTrue(code.length < text.length / 5, code.length + " bytes");
    assertArrayEquals(text, coding.decode(code, text.length));
    assertArrayEquals(NeuralFile.bytes(model), NeuralFile.bytes(training.run(SILENT)));
  }

  @Test
  void needsATextToLearnFrom() {
    var nothing = List.of(new byte[0]);
    assertThrows(
        IllegalArgumentException.class, () -> new ByteNetworkTraining(nothing, 6, 8, 32, 1, 1));
  }
}
