package dev.jeton.media.image;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import dev.jeton.core.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lossy WebP by libwebp, where it is there and loads: for comparing, where both directions must be
 * the format's own.
 */
final class Libwebp {
  private static final int SLOWEST_METHOD = 6;
  private static final @Nullable String UNAVAILABLE = attempt();

  private Libwebp() {}

  /** Why nothing can be written, or null. */
  static @Nullable String unavailable() {
    return UNAVAILABLE;
  }

  /**
   * Writes a picture.
   *
   * @param quality 0..100
   */
  static byte[] encode(Signal.Image image, float quality) {
    var writer = new WebPImageWriterSpi().createWriterInstance(null);
    var out = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      var param = (WebPWriteParam) writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(CompressionType.Lossy);
      param.setCompressionQuality(quality / 100);
      param.setMethod(SLOWEST_METHOD);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(ImageFile.toBufferedImage(image), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("no disk is involved here", e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** The picture of a file that {@link #encode} wrote. */
  static Signal.Image decode(byte[] file) {
    var reader = new WebPImageReaderSpi().createReaderInstance(null);
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(stream);
      return ImageFile.fromBufferedImage(reader.read(0));
    } catch (IOException e) {
      throw new ImageFileException("libwebp cannot read a WebP file of its own", e);
    } finally {
      reader.dispose();
    }
  }

  /** Writes one pixel: the library may be absent, or its native part may not load. */
  private static @Nullable String attempt() {
    try {
      encode(new Signal.Image(1, 1, new float[Signal.Image.CHANNELS]), 50);
      return null;
    } catch (NoClassDefFoundError e) {
      return "webp-imageio is not on the class path";
    } catch (LinkageError | RuntimeException e) {
      return "libwebp does not load here: " + FailedAccess.oneLine(e.getMessage());
    }
  }
}
