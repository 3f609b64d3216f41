package dev.jeton.media.image;

import dev.jeton.core.Signal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of image files to signals: look at the structure ourselves (is it whole, what profile,
 * which side is up), let an ImageIO reader decode the pixels, convert them.
 */
final class ImageReading {
  private static final Pattern DAMAGE =
      Pattern.compile("corrupt|premature|truncat|bad huffman|inconsistent|unexpected end");

  /** Padding before the end marker, which some cameras write; a profile that cannot be used. */
  private static final Pattern HARMLESS =
      Pattern.compile("extraneous bytes before marker 0xd9|icc[ _]profile");

  private final String name;
  private final ByteBuffer content;

  private ImageReading(String name, ByteBuffer content) {
    this.name = name;
    this.content = content;
  }

  static Signal.Image read(Path file) {
    if (Files.isDirectory(file)) {
      throw new ImageFileException("expected an image, found a folder: " + file);
    }
    try (var channel = FileChannel.open(file);
        var arena = Arena.ofConfined()) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new ImageFileException(
            "%s: expected an image of less than 2 GB, found %d bytes".formatted(file, size));
      }
      var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      return new ImageReading(file.toString(), mapped.asByteBuffer()).decode();
    } catch (IOException e) {
      throw new ImageFileException("cannot read " + file + ": " + FailedAccess.reason(e), e);
    }
  }

  static Signal.Image read(byte[] content, String name) {
    return new ImageReading(name, ByteBuffer.wrap(content)).decode();
  }

  private Signal.Image decode() {
    var format = ImageFormat.of(content);
    if (format == null) {
      throw new ImageFileException(
          "%s: expected an image (JPEG, PNG, GIF, BMP, TIFF or WebP), found %s"
              .formatted(name, ImageFormat.guess(content)));
    }
    try {
      var notes = FileNotes.of(format, content.duplicate());
      return new PixelConversion(pixels(format), notes.profile(), notes.orientation()).toSignal();
    } catch (ImageFileException e) {
      throw e;
    } catch (DamagedImageException e) {
      throw new ImageFileException(
          "%s: expected a whole %s image, found %s"
              .formatted(name, format.label, FailedAccess.oneLine(e.getMessage())),
          e);
    } catch (OutOfMemoryError e) {
      throw new ImageFileException(
          name + ": the image does not fit into the Java heap; raise it with -Xmx", e);
    } catch (IOException e) {
      throw undecoded(format, FailedAccess.oneLine(e.getMessage()), e);
    } catch (RuntimeException e) {
      // Readers meet damaged files with exceptions of every kind, whose messages help nobody.
      throw undecoded(format, "damaged data (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private ImageFileException undecoded(ImageFormat format, String reason, Exception cause) {
    return new ImageFileException(
        "%s: cannot decode the %s image: %s".formatted(name, format.label, reason), cause);
  }

  private BufferedImage pixels(ImageFormat format) throws IOException, DamagedImageException {
    var reader = reader(format);
    try (ImageInputStream stream = new BufferImageInputStream(content.duplicate())) {
      reader.setInput(stream, false, false);
      checkSize(reader.getWidth(0), reader.getHeight(0));
      var damage = new AtomicReference<@Nullable String>();
      reader.addIIOReadWarningListener(
          (_, warning) -> {
            if (isDamage(warning)) {
              damage.compareAndSet(null, warning);
            }
          });
      var rows = new RowsRead();
      reader.addIIOReadUpdateListener(rows);
      var picture = reader.read(0);
      if (format == ImageFormat.GIF && rows.count() < picture.getHeight()) {
        throw new DamagedImageException(
            "%d of %d rows".formatted(rows.count(), picture.getHeight()));
      }
      String found = damage.get();
      if (found != null) {
        throw new DamagedImageException(found);
      }
      return picture;
    } finally {
      reader.dispose();
    }
  }

  private void checkSize(int width, int height) {
    if ((long) width * height > ImageFile.MAX_PIXELS) {
      throw new ImageFileException(
          "%s: expected at most 50 megapixels, found %d x %d".formatted(name, width, height));
    }
  }

  private static boolean isDamage(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    return DAMAGE.matcher(text).find() && !HARMLESS.matcher(text).find();
  }

  private static ImageReader reader(ImageFormat format) {
    var readers = ImageIO.getImageReadersByFormatName(format.label);
    while (readers.hasNext()) {
      var reader = readers.next();
      if (format.isReader(reader)) {
        return reader;
      }
    }
    throw new ImageFileException(
        "no reader for %s on the class path (TwelveMonkeys ImageIO)".formatted(format.label));
  }
}
