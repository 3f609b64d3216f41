package dev.jeton.media.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * ImageIO's view of bytes in memory or of a mapped file, without a copy and without a cache file.
 */
final class BufferImageInputStream extends ImageInputStreamImpl {
  private final ByteBuffer content;

  BufferImageInputStream(ByteBuffer content) {
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (streamPos >= content.limit()) {
      return -1;
    }
    return content.get((int) streamPos++) & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= content.limit()) {
      return -1;
    }
    int count = (int) Math.min(length, content.limit() - streamPos);
    content.get((int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return content.limit();
  }
}
