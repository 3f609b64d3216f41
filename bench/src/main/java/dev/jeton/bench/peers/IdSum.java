package dev.jeton.bench.peers;

import java.util.function.Function;
import java.util.zip.CRC32;

/** CRC-32 over the ids of a corpus's documents, each id as four bytes, the lowest first. */
final class IdSum {
  private IdSum() {}

  static String of(Corpus corpus, Function<String, int[]> encode) {
    var crc = new CRC32();
    for (var document : corpus.documents()) {
      for (int id : encode.apply(document)) {
        crc.update(id);
        crc.update(id >> 8);
        crc.update(id >> 16);
        crc.update(id >> 24);
      }
    }
    return Long.toHexString(crc.getValue());
  }
}
