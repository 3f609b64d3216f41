package dev.jeton.media.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The RIFF chunks of a WebP file; the reader hands out the colour profile with the picture. */
final class WebpChunks {
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int EXIF = tag("EXIF");

  private WebpChunks() {}

  static FileNotes notes(ByteBuffer content) throws DamagedImageException {
    content.order(ByteOrder.LITTLE_ENDIAN);
    long end = 8 + (content.getInt(4) & 0xffff_ffffL);
    if (end > content.limit()) {
      throw new DamagedImageException("%d of %d bytes".formatted(content.limit(), end));
    }
    content.limit((int) end).position(RIFF_HEADER_BYTES);
    int orientation = 1;
    while (content.remaining() >= 8) {
      int tag = content.getInt();
      long size = content.getInt() & 0xffff_ffffL;
      if (size > content.remaining()) {
        throw new DamagedImageException("a cut file");
      }
      if (tag == EXIF) {
        orientation = orientation(content.slice(content.position(), (int) size));
      }
      long padded = size + (size & 1);
      content.position(content.position() + (int) Math.min(padded, content.remaining()));
    }
    return new FileNotes(null, orientation);
  }

  /** Some writers keep the six bytes that open EXIF data in JPEG. */
  private static int orientation(ByteBuffer exif) {
    boolean prefixed = exif.limit() > 6 && exif.get(0) == 'E' && exif.get(1) == 'x';
    return ExifOrientation.of(prefixed ? exif.position(6).slice() : exif);
  }

  private static int tag(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }
}
