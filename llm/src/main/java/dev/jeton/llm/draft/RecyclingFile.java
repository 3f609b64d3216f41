package dev.jeton.llm.draft;

import dev.jeton.core.WholeFile;
import dev.jeton.llm.Model;
import dev.jeton.llm.ModelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * What {@link TokenRecycling} has learnt, on the disk, big-endian: magic and version, the model's
 * fingerprint, what the draft writes of itself, and the CRC-32C of all before it.
 */
final class RecyclingFile {
  private static final int MAGIC = 0x4A544B44; // JTKD
  private static final int VERSION = 1;
  private static final int HEAD = 4 + 4 + 8;
  private static final int SUM = 4;

  private RecyclingFile() {}

  /** Writes it whole or not at all. */
  static void write(Path file, Model model, TokenRecycling draft) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeLong(model.fingerprint());
    draft.write(out);
    out.writeInt(sum(bytes.toByteArray(), bytes.size()));
    WholeFile.write(file, bytes.toByteArray());
  }

  /**
   * Reads it.
   *
   * @throws ModelException if it is none, broken, or of another model
   */
  static TokenRecycling read(Path file, Model model) throws IOException {
    try {
      int most = (int) Math.min(Integer.MAX_VALUE - 16, mostBytes(model.shape().vocabulary()));
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(most + 1);
      }
      if (bytes.length > most) {
        throw broken("more than %d bytes".formatted(most));
      }
      return read(bytes, model);
    } catch (EOFException e) {
      throw new ModelException(file + ": expected a whole draft, found its end", e);
    } catch (ModelException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
  }

  private static long mostBytes(int vocabulary) {
    return HEAD + TokenRecycling.mostBytes(vocabulary) + SUM;
  }

  private static TokenRecycling read(byte[] bytes, Model model) throws IOException {
    int end = bytes.length - SUM;
    var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, Math.max(0, end)));
    if (in.readInt() != MAGIC) {
      throw new ModelException("expected a draft of jeton, found something else");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new ModelException("expected version %d, found %d".formatted(VERSION, version));
    }
    if (in.readLong() != model.fingerprint()) {
      throw new ModelException("expected a draft of this model, found one of another");
    }
    if (ByteBuffer.wrap(bytes).getInt(end) != sum(bytes, end)) {
      throw broken("other bytes than were written, or not all");
    }
    var draft = TokenRecycling.read(in, model.shape().vocabulary());
    if (in.available() > 0) {
      throw broken("%d bytes behind its end".formatted(in.available()));
    }
    return draft;
  }

  private static int sum(byte[] bytes, int to) {
    var sum = new CRC32C();
    sum.update(bytes, 0, to);
    return (int) sum.getValue();
  }

  static ModelException broken(String found) {
    return new ModelException("expected a draft as it was written, found " + found);
  }
}
