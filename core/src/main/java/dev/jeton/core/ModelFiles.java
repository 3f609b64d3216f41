package dev.jeton.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where weight files are found by name. */
public interface ModelFiles {

  /** The files that the module {@code models} ships, on the class path. */
  ModelFiles SHIPPED =
      name -> {
        try (var in = ModelFiles.class.getResourceAsStream("/dev/jeton/models/" + name)) {
          if (in == null) {
            throw new NoSuchFileException(name, null, "not among the shipped models");
          }
          return in.readAllBytes();
        }
      };

  /** What follows the family in the name of a codec with weights of somebody's own training. */
  String OWN = "-own";

  /**
   * The shipped files, and {@code file} as the weights of {@code FAMILY-own}, whatever the family.
   */
  static ModelFiles withOwn(Path file) {
    return name ->
        name.endsWith(OWN + ".safetensors") ? Files.readAllBytes(file) : SHIPPED.read(name);
  }

  /**
   * The bytes of file {@code name}, such as {@code photo-1.safetensors}.
   *
   * @throws NoSuchFileException if there is none
   */
  byte[] read(String name) throws IOException;

  /** First 8 bytes, big-endian, of the SHA-256 of {@code weights}: tells weights apart. */
  static long fingerprint(byte[] weights) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(weights)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
