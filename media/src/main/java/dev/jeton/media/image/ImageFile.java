package dev.jeton.media.image;

import dev.jeton.core.Signal;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Pictures in files. Whatever is read comes out as sRGB with its upright side up: embedded colour
 * profiles and CMYK are converted, EXIF orientation is applied, grey is expanded, transparency is
 * laid over white, and of several frames the first is taken. Metadata is never carried to an
 * output.
 *
 * <p>Reads JPEG, PNG, GIF, BMP, TIFF and WebP, told apart by content, up to {@link #MAX_PIXELS}.
 * Writes PNG, JPEG, BMP and TIFF, told apart by the name's ending. Every failure is an {@link
 * ImageFileException} with one line that says what was expected, what was found and where.
 */
public final class ImageFile {
  /** The largest picture that is read: 50 megapixels of 2^20, so that 50-MP cameras fit. */
  public static final int MAX_PIXELS = 50 << 20;

  public static final int DEFAULT_JPEG_QUALITY = 90;

  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp");

  private ImageFile() {}

  /**
   * Whether the name ends like a picture's that {@link #read} knows; the content is not looked at.
   */
  public static boolean hasImageExtension(Path file) {
    return EXTENSIONS.contains(extension(file));
  }

  /**
   * Reads a picture.
   *
   * @throws ImageFileException if there is no such file, it is not a picture, it is damaged or cut
   *     short, or it has more than {@link #MAX_PIXELS} pixels
   */
  public static Signal.Image read(Path file) {
    return ImageReading.read(file);
  }

  /**
   * Reads a picture from memory.
   *
   * @param name what error messages call it
   * @throws ImageFileException as {@link #read(Path)}
   */
  public static Signal.Image read(byte[] content, String name) {
    return ImageReading.read(content, name);
  }

  /** Writes a picture, JPEG at {@link #DEFAULT_JPEG_QUALITY}; see the other {@code write}. */
  public static void write(Signal.Image image, Path file) {
    write(image, file, DEFAULT_JPEG_QUALITY);
  }

  /**
   * Writes a picture with 8 bits per channel, whole or not at all; a file of that name is replaced.
   *
   * @param file ends in png, jpg, jpeg, bmp, tif or tiff
   * @param jpegQuality 1..100, libjpeg's scale; used for JPEG only
   * @throws ImageFileException if the ending is another or the place cannot be written
   */
  public static void write(Signal.Image image, Path file, int jpegQuality) {
    ImageWriting.write(image, file, extension(file), jpegQuality);
  }

  /**
   * A picture as the bytes of a JPEG file: 4:2:0 chroma, optimised Huffman tables, no metadata but
   * JFIF's own.
   *
   * @param quality 1..100, libjpeg's scale
   */
  public static byte[] jpeg(Signal.Image image, int quality) {
    return ImageWriting.jpeg(image, quality);
  }

  /** A picture as the bytes of a PNG file. */
  public static byte[] png(Signal.Image image) {
    return ImageWriting.png(image);
  }

  /** The picture in sRGB, profile converted, transparency over white. */
  public static Signal.Image fromBufferedImage(BufferedImage image) {
    return new PixelConversion(image, null, 1).toSignal();
  }

  /** The picture as {@code TYPE_3BYTE_BGR}, values outside 0..1 clamped, rounded to 8 bits. */
  public static BufferedImage toBufferedImage(Signal.Image image) {
    return ImageWriting.toBufferedImage(image);
  }

  private static String extension(Path file) {
    var last = file.getFileName();
    String name = last == null ? "" : last.toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
