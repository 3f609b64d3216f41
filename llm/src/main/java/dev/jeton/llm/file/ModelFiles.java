package dev.jeton.llm.file;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.TokenizerFiles;
import dev.jeton.weights.WeightFileException;
import dev.jeton.weights.gguf.Gguf;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Opens model files; recognises their format by their content. */
public final class ModelFiles {

  /** A model as GGUF has it, and the tokenizer that lies in or beside it. */
  public record Opened(Gguf model, Optional<Tokenizer> tokenizer) {}

  private ModelFiles() {}

  /**
   * Maps a model.
   *
   * @throws IOException if there is none, or it is broken
   */
  public static Opened open(Path path, Arena arena) throws IOException {
    if (!Files.exists(path)) {
      throw new WeightFileException(path.toString(), "there is no such file");
    }
    if (Files.isDirectory(path)) {
      return ModelFolder.open(path, arena);
    }
    if (magic(path) == GgufMetadata.MAGIC) {
      return opened(Gguf.map(path, arena));
    }
    return safetensors(path) ? TokenModelFile.open(path) : Llama2cFile.open(path, arena);
  }

  /**
   * Takes the bytes of a GGUF file.
   *
   * @param name what errors call it
   * @throws IOException if it is broken
   */
  public static Opened open(byte[] gguf, String name, Arena arena) throws IOException {
    return opened(Gguf.parse(gguf, arena, name));
  }

  private static Opened opened(Gguf file) {
    boolean speaks = !file.metadata().texts("tokenizer.ggml.tokens").isEmpty();
    return new Opened(
        file, speaks ? Optional.of(TokenizerFiles.of(file.metadata())) : Optional.empty());
  }

  /** Whether a length and the beginning of a JSON object stand first. */
  private static boolean safetensors(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(9);
      return start.length == 9 && start[8] == '{' && start[6] == 0 && start[7] == 0;
    }
  }

  private static int magic(Path path) throws IOException {
    var start = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.read(start);
    }
    return start.getInt(0);
  }
}
