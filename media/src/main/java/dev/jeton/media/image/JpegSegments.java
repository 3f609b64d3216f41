package dev.jeton.media.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The segments of a JPEG file. The reader converts colour profiles itself, so that only the
 * orientation is taken; the walk to the end marker tells a cut file.
 */
final class JpegSegments {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP1 = 0xe1;
  private static final int TEM = 0x01;

  /** Ten are usual; every one costs a pass over the whole picture. */
  private static final int MAX_SCANS = 100;

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private JpegSegments() {}

  static FileNotes notes(ByteBuffer content) throws DamagedImageException {
    int orientation = 1;
    int scans = 0;
    for (int marker = next(content); marker != EOI; marker = next(content)) {
      if (marker == SOI || marker == TEM || isRestart(marker)) {
        continue;
      }
      int length = (content.getShort() & 0xffff) - 2;
      if (length < 0) {
        throw new DamagedImageException("a segment of negative length");
      }
      var segment = content.slice(content.position(), length);
      if (marker == APP1 && scans == 0 && isExif(segment)) {
        orientation = ExifOrientation.of(segment.position(EXIF.length).slice());
      }
      scans += marker == SOS ? 1 : 0;
      content.position(content.position() + length);
    }
    if (scans == 0) {
      throw new DamagedImageException("no picture data");
    }
    if (scans > MAX_SCANS) {
      throw new DamagedImageException("more than " + MAX_SCANS + " scans");
    }
    return new FileNotes(null, orientation);
  }

  /** Skips coded data, in which 0xff is followed by 0, up to and with the next marker. */
  private static int next(ByteBuffer content) {
    while (true) {
      while (content.get() != (byte) 0xff) {
        // coded data or padding
      }
      int marker = content.get() & 0xff;
      while (marker == 0xff) {
        marker = content.get() & 0xff;
      }
      if (marker != 0) {
        return marker;
      }
    }
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  private static boolean isExif(ByteBuffer segment) {
    return segment.limit() > EXIF.length
        && segment.slice(0, EXIF.length).equals(ByteBuffer.wrap(EXIF));
  }
}
