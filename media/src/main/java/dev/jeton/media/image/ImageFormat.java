package dev.jeton.media.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats that are read, told apart by their first bytes. */
enum ImageFormat {
  JPEG("JPEG", "com.twelvemonkeys."),
  PNG("PNG", "com.sun.imageio."),
  GIF("GIF", "com.sun.imageio."),
  BMP("BMP", "com.sun.imageio."),
  TIFF("TIFF", "com.twelvemonkeys."),
  WEBP("WebP", "com.twelvemonkeys.");

  private record Signature(int offset, String bytes, String name) {
    boolean matches(ByteBuffer content) {
      if (content.limit() < offset + bytes.length()) {
        return false;
      }
      for (int i = 0; i < bytes.length(); i++) {
        if ((content.get(offset + i) & 0xff) != bytes.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Signature> OTHERS =
      List.of(
          new Signature(0, "%PDF", "a PDF"),
          new Signature(0, "PK\u0003\u0004", "a zip archive"),
          new Signature(0, "\u001f\u008b", "gzip data"),
          new Signature(4, "ftypavif", "an AVIF picture (not supported)"),
          new Signature(4, "ftyphei", "a HEIC picture (not supported)"),
          new Signature(4, "ftypmif1", "a HEIF picture (not supported)"),
          new Signature(4, "ftyp", "an MP4 video"),
          new Signature(0, "\u00ff\n", "a JPEG XL picture (not supported)"),
          new Signature(4, "JXL ", "a JPEG XL picture (not supported)"),
          new Signature(4, "jP  ", "a JPEG 2000 picture (not supported)"),
          new Signature(0, "8BPS", "a Photoshop document (not supported)"),
          new Signature(8, "WAVE", "a WAV sound"),
          new Signature(0, "OggS", "an Ogg sound"),
          new Signature(0, "ID3", "an MP3 sound"),
          new Signature(0, "\u007fELF", "a program"));

  /** The name in messages and in ImageIO. */
  final String label;

  private final String readers;

  ImageFormat(String label, String readers) {
    this.label = label;
    this.readers = readers;
  }

  /** Whether this reader is the one that is used for this format, whatever else is installed. */
  boolean isReader(Object reader) {
    return reader.getClass().getName().startsWith(readers);
  }

  /** The format that the content starts like, or null. */
  static @Nullable ImageFormat of(ByteBuffer content) {
    if (starts(content, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (starts(content, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (starts(content, 0, "GIF87a") || starts(content, 0, "GIF89a")) {
      return GIF;
    }
    if (starts(content, 0, "II*\0") || starts(content, 0, "MM\0*")) {
      return TIFF;
    }
    if (starts(content, 0, "RIFF") && starts(content, 8, "WEBP")) {
      return WEBP;
    }
    boolean bitmap = starts(content, 0, "BM") && content.limit() > 26 && content.get(15) == 0;
    return bitmap ? BMP : null;
  }

  /** What content that is none of the formats looks like. */
  static String guess(ByteBuffer content) {
    if (content.limit() == 0) {
      return "an empty file";
    }
    for (var other : OTHERS) {
      if (other.matches(content)) {
        return other.name();
      }
    }
    var head = new byte[Math.min(content.limit(), 512)];
    content.get(0, head);
    if (!isText(head)) {
      return "unknown binary data";
    }
    String text = new String(head, StandardCharsets.UTF_8);
    return text.contains("<svg") ? "an SVG drawing (not supported)" : "text";
  }

  private static boolean starts(ByteBuffer content, int offset, String bytes) {
    return new Signature(offset, bytes, "").matches(content);
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return false;
      }
    }
    return true;
  }
}
