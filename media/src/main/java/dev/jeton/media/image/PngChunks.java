package dev.jeton.media.image;

import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The chunks of a PNG file: checksums, colour profile, orientation. */
final class PngChunks {
  private static final int SIGNATURE_BYTES = 8;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int ICCP = 0x69434350;
  private static final int EXIF = 0x65584966;
  private static final int CRITICAL = 0x20000000; // bit 5 of the first letter: 0 in critical chunks
  private static final int MAX_PROFILE_BYTES = 16 << 20;

  private PngChunks() {}

  static FileNotes notes(ByteBuffer content) throws DamagedImageException {
    content.position(SIGNATURE_BYTES);
    ICC_Profile profile = null;
    int orientation = 1;
    boolean data = false;
    int type;
    do {
      int length = content.getInt();
      int start = content.position();
      type = content.getInt();
      if (length < 0 || length > content.remaining() - 4) {
        throw new DamagedImageException("a cut file");
      }
      var body = content.slice(content.position(), length);
      content.position(content.position() + length);
      boolean intact = content.getInt() == crc(content.slice(start, length + 4));
      if (!intact && (type & CRITICAL) == 0) {
        throw new DamagedImageException("a wrong checksum at byte " + start);
      }
      data |= type == IDAT;
      if (intact && type == ICCP) {
        profile = profile(body);
      } else if (intact && type == EXIF) {
        orientation = ExifOrientation.of(body);
      }
    } while (type != IEND);
    if (!data) {
      throw new DamagedImageException("no picture data");
    }
    return new FileNotes(profile, orientation);
  }

  private static int crc(ByteBuffer bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Name, 0, method 0, deflated profile. */
  private static @Nullable ICC_Profile profile(ByteBuffer chunk) {
    while (chunk.hasRemaining() && chunk.get() != 0) {
      // the profile's name
    }
    if (chunk.remaining() < 2 || chunk.get() != 0) {
      return null;
    }
    try (var inflater = new Inflater()) {
      inflater.setInput(chunk);
      var head = new byte[4];
      if (inflater.inflate(head) < head.length) {
        return null;
      }
      int size = ByteBuffer.wrap(head).getInt(); // an ICC profile starts with its size
      if (size < 128 || size > MAX_PROFILE_BYTES) {
        return null;
      }
      var bytes = ByteBuffer.allocate(size).put(head);
      while (bytes.hasRemaining() && inflater.inflate(bytes) > 0) {
        // until full
      }
      return bytes.hasRemaining() ? null : FileNotes.profile(bytes.array());
    } catch (DataFormatException e) {
      return null;
    }
  }
}
