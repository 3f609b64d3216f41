package dev.jeton.media.image;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import dev.jeton.core.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Signals to the bytes of lossy WebP files, where libwebp is there and loads. */
final class WebpWriting {
  private static final int SLOWEST_METHOD = 6;
  private static final @Nullable String UNAVAILABLE = attempt();

  private WebpWriting() {}

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
