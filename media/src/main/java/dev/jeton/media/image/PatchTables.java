package dev.jeton.media.image;

import dev.jeton.core.ContextIdCoder;
import dev.jeton.core.IdCoder;
import dev.jeton.core.RawIdCoder;
import dev.jeton.core.Spec;
import dev.jeton.quantize.Codebook;
import dev.jeton.quantize.PyramidQuantizer;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import dev.jeton.weights.WeightTensor.Type;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * All that a codec of the family {@code patches} knows. Its file holds axes in fp16, codes in one
 * byte per axis, and the tables for coding ids.
 *
 * @param chromaWeight of {@link PatchTransform}
 * @param mean {@code [PATCH]}
 * @param basis {@code [dim][PATCH]}
 * @param levels of the pyramid
 * @param coderTables of {@link ContextIdCoder}; empty for raw ids
 */
public record PatchTables(
    float chromaWeight,
    float[] mean,
    float[] basis,
    List<PyramidQuantizer.Level> levels,
    byte[] coderTables) {
  private static final int MIDDLE = 128;
  private static final int LARGEST = 127;

  public PatchTables {
    levels = List.copyOf(levels);
  }

  /** The codec that these tables make. */
  public ImageCodec codec(Spec spec, long fingerprint) {
    IdCoder coder = coderTables.length == 0 ? new RawIdCoder() : ContextIdCoder.read(coderTables);
    return new ImageCodec(
        spec, fingerprint, transform(), new PyramidQuantizer(levels), coder, BitPrice.SUITED);
  }

  public PatchTransform transform() {
    return new PatchTransform(chromaWeight, mean, basis);
  }

  /** The nearest values that fp16 has. */
  public static float[] halves(float[] values) {
    return WeightTensor.of(Type.F16, values, values.length).floats();
  }

  /** The nearest codes that can be stored: whole steps from -127 to 127, a step size per axis. */
  public static Codebook steps(Codebook codebook) {
    float[] codes = codebook.codes();
    float[] steps = stepSizes(codebook);
    for (int i = 0; i < codes.length; i++) {
      float step = steps[i % codebook.dim()];
      codes[i] = Math.clamp(Math.round(codes[i] / step), -LARGEST, LARGEST) * step;
    }
    return new Codebook(codebook.dim(), codes);
  }

  /** Largest size along each axis over 127, in fp16, so that its multiples are exact. */
  private static float[] stepSizes(Codebook codebook) {
    float[] codes = codebook.codes();
    var largest = new float[codebook.dim()];
    for (int i = 0; i < codes.length; i++) {
      int d = i % largest.length;
      largest[d] = Math.max(largest[d], Math.abs(codes[i]));
    }
    for (int d = 0; d < largest.length; d++) {
      largest[d] = Math.max(largest[d] / LARGEST, Float.float16ToFloat((short) 1));
    }
    return halves(largest);
  }

  /**
   * These tables as a weight file.
   *
   * @param notes about the training, by key
   */
  public Safetensors file(SequencedMap<String, String> notes) {
    var tensors = new LinkedHashMap<String, WeightTensor>();
    int dim = basis.length / PatchTransform.PATCH;
    tensors.put("mean", WeightTensor.of(Type.F32, mean, mean.length));
    tensors.put("basis", WeightTensor.of(Type.F16, basis, dim, PatchTransform.PATCH));
    for (int i = 0; i < levels.size(); i++) {
      var level = levels.get(i);
      float[] steps = stepSizes(level.codebook());
      float[] codes = level.codebook().codes();
      for (int j = 0; j < codes.length; j++) {
        codes[j] = codes[j] / steps[j % dim] + MIDDLE;
      }
      var name = "level." + i;
      tensors.put(name + ".codes", WeightTensor.of(Type.U8, codes, codes.length / dim, dim));
      tensors.put(name + ".steps", WeightTensor.of(Type.F16, steps, dim));
      tensors.put(name + ".bits", WeightTensor.of(Type.F16, level.bits(), level.bits().length));
    }
    var coder = new float[coderTables.length];
    for (int i = 0; i < coder.length; i++) {
      coder[i] = coderTables[i] & 0xff;
    }
    tensors.put("coder", WeightTensor.of(Type.U8, coder, coder.length));
    var metadata = new LinkedHashMap<>(notes);
    metadata.put("chroma", String.valueOf(chromaWeight));
    metadata.put("scales", joined(levels.stream().map(level -> "" + level.scale()).toList()));
    metadata.put("smooth", joined(levels.stream().map(level -> "" + level.smooth()).toList()));
    return new Safetensors(tensors, metadata);
  }

  private static String joined(List<String> words) {
    return String.join(",", words);
  }

  /**
   * Reads a weight file.
   *
   * @param name what errors call it
   * @throws IOException if it is no weight file of this family
   */
  public static PatchTables read(byte[] bytes, String name) throws IOException {
    var file = Safetensors.parse(bytes, name);
    try {
      return new PatchTables(
          Float.parseFloat(note(file, "chroma")),
          file.tensor("mean").floats(),
          file.tensor("basis").floats(),
          levels(file),
          file.tensor("coder").data().toArray(ValueLayout.JAVA_BYTE));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("%s: no tables of patches: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static List<PyramidQuantizer.Level> levels(Safetensors file) {
    var scales = note(file, "scales").split(",", -1);
    var smooth = note(file, "smooth").split(",", -1);
    var levels = new ArrayList<PyramidQuantizer.Level>();
    for (int i = 0; i < scales.length; i++) {
      float[] codes = file.tensor("level." + i + ".codes").floats();
      float[] steps = file.tensor("level." + i + ".steps").floats();
      for (int j = 0; j < codes.length; j++) {
        codes[j] = (codes[j] - MIDDLE) * steps[j % steps.length];
      }
      levels.add(
          new PyramidQuantizer.Level(
              Integer.parseInt(scales[i]),
              Boolean.parseBoolean(smooth[i]),
              new Codebook(steps.length, codes),
              file.tensor("level." + i + ".bits").floats()));
    }
    return levels;
  }

  private static String note(Safetensors file, String key) {
    var note = file.metadata().get(key);
    if (note == null) {
      throw new IllegalArgumentException("no metadata '" + key + "'");
    }
    return note;
  }

  @Override
  public String toString() {
    return "PatchTables[dim %d, %d levels]"
        .formatted(basis.length / PatchTransform.PATCH, levels.size());
  }
}
