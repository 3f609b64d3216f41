package dev.jeton.learn;

import dev.jeton.core.Budget;
import dev.jeton.core.IdCoderTrainer;
import dev.jeton.core.Spec;
import dev.jeton.core.Tokens;
import dev.jeton.media.image.ImageFile;
import dev.jeton.media.image.PhotoWeights;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * The last stage of a photo codec: fits the tables that code its ids to the ids that the finished
 * codec gives for photos. Plain Java, no libtorch.
 *
 * @param photos how many to learn from, taken evenly from those given
 * @param epochs how often each is looked at
 */
public record PhotoCoder(int photos, int epochs) {

  /** 300 photos, 6 epochs. */
  public static PhotoCoder standard() {
    return new PhotoCoder(300, 6);
  }

  /**
   * Adds the tables to a weight file, or replaces those in it.
   *
   * @param weights as {@link PhotoTraining} writes it
   * @param files photos that the networks may have learnt from
   */
  public void fit(Path weights, List<Path> files, Consumer<String> notes) throws IOException {
    var name = String.valueOf(weights.getFileName());
    byte[] bytes = Files.readAllBytes(weights);
    var file = Safetensors.parse(bytes, name);
    var tensors = new LinkedHashMap<>(file.tensors());
    tensors.remove("coder");
    var plain = PhotoWeights.read(bytes, name).withoutCoder().codec(Spec.of("photo"), 0);
    var examples = new ArrayList<Tokens.Ids>();
    int step = Math.max(1, files.size() / photos);
    for (int i = 0; i < files.size(); i += step) {
      examples.add(plain.encode(ImageFile.read(files.get(i)), Budget.UNLIMITED));
    }
    notes.accept("fitting the coder to the ids of %d photos".formatted(examples.size()));
    byte[] tables = IdCoderTrainer.train(examples, epochs).tables();
    var values = new float[tables.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tables[i] & 0xff;
    }
    tensors.put("coder", WeightTensor.of(WeightTensor.Type.U8, values, values.length));
    new Safetensors(tensors, file.metadata()).write(weights);
    notes.accept("written: %s, tables of %d bytes".formatted(weights, tables.length));
  }
}
