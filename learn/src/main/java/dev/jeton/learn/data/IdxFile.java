package dev.jeton.learn.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the idx format: two zero bytes, the type (8), the number of
 * dimensions, each size as a big-endian int, the values.
 *
 * @param sizes of the dimensions
 * @param values row-major
 */
record IdxFile(int[] sizes, byte[] values) {
  private static final int UNSIGNED_BYTES = 8;

  static Pictures pictures(Path images, Path labels) throws IOException {
    var pixels = read(images, 3);
    var numbers = read(labels, 1);
    int count = pixels.sizes[0];
    if (count != numbers.sizes[0]) {
      throw new IOException(
          "%s holds %d pictures, %s %d labels".formatted(images, count, labels, numbers.sizes[0]));
    }
    int height = pixels.sizes[1];
    int width = pixels.sizes[2];
    var each = new byte[count][];
    var label = new int[count];
    int most = 0;
    for (int i = 0; i < count; i++) {
      int from = i * height * width;
      each[i] = Arrays.copyOfRange(pixels.values, from, from + height * width);
      label[i] = numbers.values[i] & 0xFF;
      most = Math.max(most, label[i]);
    }
    var classes = new ArrayList<String>();
    for (int k = 0; k <= most; k++) {
      classes.add(Integer.toString(k));
    }
    return new Pictures(classes, 1, height, width, each, label);
  }

  /** Reads a file, plain or gzipped, that has to have so many dimensions. */
  static IdxFile read(Path file, int dimensions) throws IOException {
    try (var in = opened(file)) {
      int magic = in.readInt();
      int expected = UNSIGNED_BYTES << 8 | dimensions;
      if (magic != expected) {
        throw new IOException(
            "%s: expected an idx file of bytes in %d dimensions (magic %08x), found %08x"
                .formatted(file, dimensions, expected, magic));
      }
      var sizes = new int[dimensions];
      long count = 1;
      for (int i = 0; i < dimensions; i++) {
        sizes[i] = in.readInt();
        if (sizes[i] < 1 || (count *= sizes[i]) > Integer.MAX_VALUE - 8) {
          throw new IOException(
              "%s: expected sizes from 1 that multiply to less than 2^31, found %s"
                  .formatted(file, Arrays.toString(Arrays.copyOf(sizes, i + 1))));
        }
      }
      byte[] values = in.readNBytes((int) count);
      if (values.length < count) {
        throw new IOException(
            "%s: cut: expected %d values, found %d".formatted(file, count, values.length));
      }
      if (in.read() >= 0) {
        throw new IOException("%s: more than the expected %d values".formatted(file, count));
      }
      return new IdxFile(sizes, values);
    } catch (EOFException e) {
      throw new IOException(file + ": cut: the file ends early", e);
    } catch (ZipException e) {
      throw new IOException("%s: damaged gzip: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static DataInputStream opened(Path file) throws IOException {
    var in = new PushbackInputStream(Files.newInputStream(file), 2);
    try {
      byte[] start = in.readNBytes(2);
      in.unread(start);
      boolean zipped = start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
      InputStream plain = zipped ? new GZIPInputStream(in, 1 << 16) : in;
      return new DataInputStream(new java.io.BufferedInputStream(plain));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
