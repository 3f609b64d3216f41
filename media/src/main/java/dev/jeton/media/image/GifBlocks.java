package dev.jeton.media.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The blocks of a GIF file up to the end of the first picture, which must all be there. */
final class GifBlocks {
  private static final int HEADER_BYTES = 6;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int COLOR_TABLE = 0x80;

  private GifBlocks() {}

  static FileNotes notes(ByteBuffer content) throws DamagedImageException {
    content.order(ByteOrder.LITTLE_ENDIAN).position(HEADER_BYTES + 4);
    int packed = content.get();
    skip(content, 2 + colorTableBytes(packed));
    int block = content.get();
    while (block == EXTENSION) {
      skip(content, 1);
      skipSubBlocks(content);
      block = content.get();
    }
    if (block != IMAGE) {
      throw new DamagedImageException("no picture data");
    }
    skip(content, 8);
    skip(content, colorTableBytes(content.get()) + 1);
    skipSubBlocks(content);
    return FileNotes.NONE;
  }

  private static int colorTableBytes(int packed) {
    return (packed & COLOR_TABLE) == 0 ? 0 : 3 * (2 << (packed & 7));
  }

  private static void skipSubBlocks(ByteBuffer content) throws DamagedImageException {
    for (int size = content.get() & 0xff; size > 0; size = content.get() & 0xff) {
      skip(content, size);
    }
  }

  private static void skip(ByteBuffer content, int bytes) throws DamagedImageException {
    if (content.remaining() < bytes) {
      throw new DamagedImageException("a cut file");
    }
    content.position(content.position() + bytes);
  }
}
