package dev.jeton.media.image;

import java.awt.color.ICC_Profile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a file says beside its pixels.
 *
 * @param profile the colour profile that the reader does not apply by itself
 * @param orientation EXIF orientation, 1..8; 1 is upright
 */
record FileNotes(@Nullable ICC_Profile profile, int orientation) {
  static final FileNotes NONE = new FileNotes(null, 1);

  /**
   * Walks through the file's parts.
   *
   * @param content positioned at 0
   * @throws DamagedImageException if the file ends too early or its parts do not fit together
   */
  static FileNotes of(ImageFormat format, ByteBuffer content) throws DamagedImageException {
    try {
      return switch (format) {
        case JPEG -> JpegSegments.notes(content);
        case PNG -> PngChunks.notes(content);
        case GIF -> GifBlocks.notes(content);
        case WEBP -> WebpChunks.notes(content);
        case TIFF -> new FileNotes(null, ExifOrientation.of(content));
        case BMP -> NONE;
      };
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new DamagedImageException("a cut file");
    }
  }

  /** A profile, or null where the bytes are none: colours are then taken as sRGB. */
  static @Nullable ICC_Profile profile(byte[] bytes) {
    try {
      return ICC_Profile.getInstance(bytes);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
