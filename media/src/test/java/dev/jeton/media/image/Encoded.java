package dev.jeton.media.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as bytes in formats and kinds that {@link ImageFile} does not write. */
final class Encoded {
  private Encoded() {}

  static byte[] bytes(BufferedImage picture, String format, boolean progressive) {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      var param = writer.getDefaultWriteParam();
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(picture, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The gradient with a palette of 256 colours. */
  static BufferedImage palette(int width, int height) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED);
    var colors = ImageFile.toBufferedImage(Pictures.gradient(width, height));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, colors.getRGB(x, y));
      }
    }
    return picture;
  }
}
