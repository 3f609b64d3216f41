package dev.jeton.media.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The orientation tag of EXIF data, which has the form of a TIFF file. */
final class ExifOrientation {
  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;

  private ExifOrientation() {}

  /**
   * Reads the tag from the first directory.
   *
   * @param tiff from its byte-order mark on
   * @return 1..8; 1 where the tag is absent or unreadable, as viewers do
   */
  static int of(ByteBuffer tiff) {
    var data = tiff.slice();
    if (data.limit() < 8) {
      return 1;
    }
    data.order(data.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = data.getInt(4) & 0xffff_ffffL;
    if (data.getShort(2) != 42 || directory + 2 > data.limit()) {
      return 1;
    }
    int entries = data.getShort((int) directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY_BYTES;
      if (entry + ENTRY_BYTES > data.limit()) {
        return 1;
      }
      if ((data.getShort((int) entry) & 0xffff) == TAG) {
        int value = data.getShort((int) entry + 8);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
