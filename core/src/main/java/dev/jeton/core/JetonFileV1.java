package dev.jeton.core;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Format version 1. {@code docs/formats/jeton.md} gives its bytes. */
final class JetonFileV1 {
  static final String MAGIC = "JTN";

  private static final int VERSION = 1;
  private static final int RANK_MASK = 7;
  private static final int INCOMPLETE = 8;
  private static final int NUMBER_SHIFT = 4;
  private static final int LONGEST_NAME = 255;
  private static final int CHECKSUM_BYTES = 4;

  /** Bounds what a short file can make a reader allocate; short streams are padded with zeros. */
  private static final int IDS_PER_BYTE = 128;

  private static final int PLACES_PER_BYTE = 1 << 17;

  private JetonFileV1() {}

  static byte[] write(Codec<?> codec, Tokens.Ids tokens) {
    byte[] header = header(codec, tokens.layout(), tokens.length());
    var encoder = new RangeEncoder();
    codec.idCoder().encode(tokens, encoder);
    byte[] coded = encoder.finish();
    int padded = padded(coded.length, tokens.layout().signal(), tokens.length());
    return ByteBuffer.allocate(header.length + padded + CHECKSUM_BYTES)
        .put(header)
        .put(coded)
        .position(header.length + padded)
        .putInt(checksum(header, Arrays.copyOf(coded, padded), tokens.ids()))
        .array();
  }

  /** Bytes of a file whose {@code count} ids take {@code coded} bytes. */
  static int size(Codec<?> codec, Layout layout, int count, int coded) {
    return header(codec, layout, count).length
        + padded(coded, layout.signal(), count)
        + CHECKSUM_BYTES;
  }

  private static int padded(int coded, Extent signal, int count) {
    return Math.max(coded, leastCoded(signal, count));
  }

  private static int leastCoded(Extent signal, int count) {
    return Math.max(
        Math.ceilDiv(count, IDS_PER_BYTE), Math.ceilDiv(signal.count(), PLACES_PER_BYTE));
  }

  private static byte[] header(Codec<?> codec, Layout layout, int count) {
    var out = new ByteArrayOutputStream(32);
    boolean complete = count == layout.count();
    int number = RegisteredCodecs.number(codec.spec());
    out.writeBytes(MAGIC.getBytes(StandardCharsets.US_ASCII));
    out.write(VERSION);
    out.write(
        number << NUMBER_SHIFT | (complete ? 0 : INCOMPLETE) | layout.signal().rank() & RANK_MASK);
    if (number == RegisteredCodecs.SPELLED) {
      byte[] name = codec.spec().toString().getBytes(StandardCharsets.US_ASCII);
      if (name.length > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "a codec's name in a file has at most %d letters, found %s"
                .formatted(LONGEST_NAME, codec.spec()));
      }
      out.write(name.length);
      out.writeBytes(name);
    }
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(codec.fingerprint()).array());
    layout.signal().sizes().forEach(size -> writeVarint(out, size));
    if (!complete) {
      writeVarint(out, count);
    }
    return out.toByteArray();
  }

  private static void writeVarint(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      out.write(rest | 0x80);
    }
    out.write(rest);
  }

  static JetonHeader header(byte[] bytes) throws JetonFileException {
    var in = new HeaderReader(bytes, MAGIC.length() + 1);
    int shape = in.next("the kind of header");
    int rank = shape & RANK_MASK;
    if (rank == 0) {
      throw new JetonFileException("damaged: expected 1 to 7 dimensions, found 0");
    }
    int number = shape >>> NUMBER_SHIFT;
    var codec = number == RegisteredCodecs.SPELLED ? in.name() : RegisteredCodecs.spec(number);
    long fingerprint = in.fingerprint();
    var signal = in.extent(rank);
    int count = (shape & INCOMPLETE) == 0 ? 0 : in.varint("the number of ids");
    int coded = bytes.length - in.at() - CHECKSUM_BYTES;
    int least = leastCoded(signal, count);
    if (coded < least) {
      throw new JetonFileException(
          "cut short or damaged: a signal of %s needs at least %d bytes after the header, found %d"
              .formatted(signal, least + CHECKSUM_BYTES, bytes.length - in.at()));
    }
    return new JetonHeader(VERSION, codec, fingerprint, signal, count, in.at(), coded);
  }

  static JetonFile read(byte[] bytes, Codec<?> codec) throws JetonFileException {
    var header = header(bytes);
    expect(header, codec);
    var layout = layout(header, codec);
    int count = header.complete() ? layout.count() : header.count();
    if (count > layout.count() || !header.complete() && count == layout.count()) {
      throw new JetonFileException(
          "damaged: expected fewer than %d ids, found %d".formatted(layout.count(), count));
    }
    if (header.codedBytes() < leastCoded(layout.signal(), count)) {
      throw new JetonFileException(
          "cut short or damaged: %d ids need at least %d coded bytes, found %d"
              .formatted(count, leastCoded(layout.signal(), count), header.codedBytes()));
    }
    int end = header.headerBytes() + header.codedBytes();
    var decoder = new RangeDecoder(bytes, header.headerBytes(), end);
    int[] ids = codec.idCoder().decode(layout, count, decoder);
    int expected = ByteBuffer.wrap(bytes).getInt(end);
    int found =
        checksum(
            Arrays.copyOf(bytes, header.headerBytes()),
            Arrays.copyOfRange(bytes, header.headerBytes(), end),
            ids);
    if (expected != found) {
      throw new JetonFileException(
          "damaged, cut short or longer than written: expected checksum %08x, found %08x"
              .formatted(expected, found));
    }
    return new JetonFile(codec, new Tokens.Ids(layout, ids));
  }

  private static void expect(JetonHeader header, Codec<?> codec) throws JetonFileException {
    if (!header.codec().equals(codec.spec()) || header.fingerprint() != codec.fingerprint()) {
      throw new JetonFileException(
          "made with %s, weights %s, which this build does not have; it has %s, weights %s"
              .formatted(
                  header.codec(),
                  header.weights(),
                  codec.spec(),
                  JetonHeader.hex(codec.fingerprint())));
    }
  }

  private static Layout layout(JetonHeader header, Codec<?> codec) throws JetonFileException {
    try {
      return codec.layout(header.signal());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new JetonFileException(
          "damaged: %s has no signals of %s: %s"
              .formatted(codec.spec(), header.signal(), e.getMessage()),
          e);
    }
  }

  /** CRC-32C over the header, the coded bytes and the ids, big-endian in 4 bytes each. */
  private static int checksum(byte[] header, byte[] coded, int[] ids) {
    var sum = new CRC32C();
    sum.update(header);
    sum.update(coded);
    var buffer = ByteBuffer.allocate(4 * Math.min(ids.length, 4096));
    for (int from = 0; from < ids.length; from += 4096) {
      int count = Math.min(4096, ids.length - from);
      buffer.clear().asIntBuffer().put(ids, from, count);
      sum.update(buffer.limit(4 * count));
    }
    return (int) sum.getValue();
  }
}
