package dev.jeton.text.compress;

import dev.jeton.text.TokenizerException;

/** Files of models of bytes, whatever their kind. */
public final class ByteModels {
  private ByteModels() {}

  /**
   * The model of a file.
   *
   * @throws TokenizerException if it is none, or was cut short or changed
   */
  public static ByteModel read(byte[] file) {
    if (ModelFile.recognises(file)) {
      return ModelFile.read(file);
    }
    if (NeuralFile.recognises(file)) {
      return NeuralFile.read(file);
    }
    throw new TokenizerException("expected a model of bytes or windows, found something else");
  }
}
