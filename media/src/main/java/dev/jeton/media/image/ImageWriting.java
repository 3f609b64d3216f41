package dev.jeton.media.image;

import dev.jeton.core.Signal;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Signals to the bytes of image files. */
final class ImageWriting {
  private static final Map<String, String> FORMATS =
      Map.of(
          "png", "png", "jpg", "jpeg", "jpeg", "jpeg", "bmp", "bmp", "tif", "tiff", "tiff", "tiff");

  private ImageWriting() {}

  static void write(Signal.Image image, Path file, String extension, int jpegQuality) {
    String format = FORMATS.get(extension);
    if (format == null) {
      throw new ImageFileException(
          "cannot write %s: expected a name that ends in .png, .jpg, .bmp or .tif".formatted(file));
    }
    checkQuality(jpegQuality);
    if (Files.isDirectory(file)) {
      throw new ImageFileException("cannot write " + file + ": it is a folder");
    }
    Path partial =
        file.resolveSibling(
            ".%s.%08x.part".formatted(file.getFileName(), ThreadLocalRandom.current().nextInt()));
    try {
      try (var out = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW)) {
        encode(image, format, jpegQuality, out);
      }
      replace(partial, file);
    } catch (IOException e) {
      throw new ImageFileException("cannot write " + file + ": " + FailedAccess.reason(e), e);
    } finally {
      deleteQuietly(partial);
    }
  }

  static byte[] jpeg(Signal.Image image, int quality) {
    checkQuality(quality);
    return bytes(image, "jpeg", quality);
  }

  static byte[] png(Signal.Image image) {
    return bytes(image, "png", ImageFile.DEFAULT_JPEG_QUALITY);
  }

  static BufferedImage toBufferedImage(Signal.Image image) {
    var picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    float[] rgb = image.pixels();
    for (int i = 0; i < rgb.length; i += Signal.Image.CHANNELS) {
      bgr[i] = eightBits(rgb[i + 2]);
      bgr[i + 1] = eightBits(rgb[i + 1]);
      bgr[i + 2] = eightBits(rgb[i]);
    }
    return picture;
  }

  private static byte eightBits(float value) {
    return (byte) Math.round(Math.clamp(value, 0f, 1f) * 255);
  }

  private static byte[] bytes(Signal.Image image, String format, int quality) {
    var out = new ByteArrayOutputStream();
    try {
      encode(image, format, quality, out);
    } catch (IOException e) {
      throw new UncheckedIOException("no disk is involved here", e);
    }
    return out.toByteArray();
  }

  private static void encode(Signal.Image image, String format, int quality, OutputStream out)
      throws IOException {
    var writer = writer(format);
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(
          null, new IIOImage(toBufferedImage(image), null, null), param(writer, format, quality));
    } finally {
      writer.dispose();
    }
  }

  private static ImageWriteParam param(ImageWriter writer, String format, int quality) {
    var param = writer.getDefaultWriteParam();
    if (param instanceof JPEGImageWriteParam jpeg) {
      jpeg.setOptimizeHuffmanTables(true);
    }
    if (format.equals("jpeg")) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / 100f);
    }
    return param;
  }

  /** The JDK's own writers: further plug-ins on the class path change no output. */
  private static ImageWriter writer(String format) {
    var writers = ImageIO.getImageWritersByFormatName(format);
    while (writers.hasNext()) {
      var writer = writers.next();
      if (writer.getClass().getName().startsWith("com.sun.imageio.")) {
        return writer;
      }
    }
    throw new IllegalStateException("this JDK writes no " + format);
  }

  private static void replace(Path partial, Path file) throws IOException {
    try {
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      // The failure that left it there is already on its way to the caller.
    }
  }

  private static void checkQuality(int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("expected a JPEG quality of 1..100, found " + quality);
    }
  }
}
