package dev.jeton.llm;

import dev.jeton.llm.kv.CacheType;
import dev.jeton.llm.kv.FullCache;
import dev.jeton.llm.kv.KvCache;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A session on the disk, big-endian: magic and version, the model's fingerprint, the cache's type,
 * context, length, ids, the kept rows of all layers, whether there are logits and these, and the
 * CRC-32C of all before it.
 */
final class SessionFile {
  private static final int MAGIC = 0x4A544B53; // JTKS
  private static final int VERSION = 2;

  private SessionFile() {}

  /** What was stored. */
  record Stored(int context, int[] ids, FullCache cache, float[] logits) {}

  /** Writes it whole or not at all. */
  static void write(Path file, long fingerprint, Stored stored) throws IOException {
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (var out = Files.newOutputStream(part)) {
        write(new BufferedOutputStream(out, 1 << 16), fingerprint, stored);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(OutputStream to, long fingerprint, Stored stored) throws IOException {
    var sum = new CRC32C();
    var out = new DataOutputStream(new CheckedOutputStream(to, sum));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeLong(fingerprint);
    out.writeInt(stored.cache().type().ordinal());
    out.writeInt(stored.context());
    out.writeInt(stored.ids().length);
    for (int id : stored.ids()) {
      out.writeInt(id);
    }
    stored.cache().write(out);
    out.writeInt(stored.logits().length);
    for (float logit : stored.logits()) {
      out.writeFloat(logit);
    }
    out.flush();
    new DataOutputStream(to).writeInt((int) sum.getValue());
    to.flush();
  }

  /** Makes the cache that a session of so many positions has. */
  interface Caches {
    KvCache empty(int context, CacheType type);
  }

  /**
   * Reads it.
   *
   * @throws ModelException if it is none, broken, or of another model
   */
  static Stored read(Path file, Model model, Caches caches) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return read(in, Files.size(file), model, caches);
    } catch (EOFException e) {
      throw new ModelException(file + ": expected a whole session, found its end", e);
    } catch (ModelException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
  }

  private static Stored read(InputStream from, long size, Model model, Caches caches)
      throws IOException {
    var sum = new CRC32C();
    var in = new DataInputStream(new CheckedInputStream(from, sum));
    if (in.readInt() != MAGIC) {
      throw new ModelException("expected a session of jeton, found something else");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new ModelException("expected version %d, found %d".formatted(VERSION, version));
    }
    if (in.readLong() != model.fingerprint()) {
      throw new ModelException("expected a session of this model, found one of another");
    }
    int type = in.readInt();
    if (type < 0 || type >= CacheType.values().length) {
      throw broken("type " + type + " of a cache");
    }
    int context = in.readInt();
    int length = in.readInt();
    if (context < 1 || context > model.shape().context() || length < 0 || length > context) {
      throw broken("%d tokens in a context of %d".formatted(length, context));
    }
    var cache = caches.empty(context, CacheType.values()[type]);
    if (!(cache instanceof FullCache full)
        || size < 4L * length
        || size < full.storedBytes(length)) {
      throw broken("%d bytes for %d tokens".formatted(size, length));
    }
    var ids = new int[length];
    for (int i = 0; i < length; i++) {
      ids[i] = in.readInt();
      if (ids[i] < 0 || ids[i] >= model.shape().vocabulary()) {
        throw broken("id " + ids[i]);
      }
    }
    full.read(in, length);
    int count = in.readInt();
    if (count != 0 && count != model.shape().vocabulary()) {
      throw broken(count + " logits");
    }
    var logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = in.readFloat();
    }
    int expected = (int) sum.getValue();
    if (new DataInputStream(from).readInt() != expected || from.read() >= 0) {
      throw broken("other bytes than were written");
    }
    return new Stored(context, ids, full, logits);
  }

  private static ModelException broken(String found) {
    return new ModelException("expected a session as it was written, found " + found);
  }
}
