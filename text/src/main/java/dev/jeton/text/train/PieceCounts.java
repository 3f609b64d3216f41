package dev.jeton.text.train;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.pretokenizer.PreTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How often each piece occurs in texts, line by line, on all cores. Memory is for the different
 * pieces and a few megabytes of text for each core; the result does not depend on how many there
 * are.
 */
final class PieceCounts {
  private static final int CHUNK = 1 << 20;
  private static final int LONGEST_LINE = 1 << 28;

  private final Normalizer normalizer;
  private final PreTokenizer preTokenizer;
  private final Map<Piece, long[]> counts = new HashMap<>();

  PieceCounts(Normalizer normalizer, PreTokenizer preTokenizer) {
    this.normalizer = normalizer;
    this.preTokenizer = preTokenizer;
  }

  /** All pieces so far with their counts, arrays of one number. */
  Map<Piece, long[]> all() {
    return counts;
  }

  /** Adds one text, which is taken as a whole. */
  void add(String text) {
    count(Utf8.encode(text), counts);
  }

  /**
   * Adds a stream of UTF-8; its lines, each with its line break, are taken one by one.
   *
   * @param name for messages
   * @throws TokenizerException if it is not UTF-8 or a line has more than 256 MiB
   */
  void add(InputStream in, String name) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    var running = new ArrayDeque<Future<Map<Piece, long[]>>>();
    try (var pool = Executors.newFixedThreadPool(cores)) {
      var lines = new Lines(in, name);
      for (byte[] chunk = lines.next(); chunk.length > 0; chunk = lines.next()) {
        byte[] own = chunk;
        long start = lines.start;
        Callable<Map<Piece, long[]>> work = () -> counted(own, start, name);
        running.add(pool.submit(work));
        if (running.size() > 2 * cores) {
          merge(running.remove());
        }
      }
      while (!running.isEmpty()) {
        merge(running.remove());
      }
    }
  }

  private void merge(Future<Map<Piece, long[]>> future) throws IOException {
    try {
      future
          .get()
          .forEach((piece, n) -> counts.computeIfAbsent(piece, unseen -> new long[1])[0] += n[0]);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TokenizerException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Map<Piece, long[]> counted(byte[] chunk, long start, String name) {
    int invalid = Utf8.firstInvalid(chunk);
    if (invalid >= 0) {
      throw new TokenizerException(
          "%s: expected UTF-8, found byte 0x%02X at %d"
              .formatted(name, chunk[invalid], start + invalid));
    }
    var own = new HashMap<Piece, long[]>();
    int from = 0;
    for (int i = 0; i < chunk.length; i++) {
      if (chunk[i] == '\n' || i + 1 == chunk.length) {
        count(Arrays.copyOfRange(chunk, from, i + 1), own);
        from = i + 1;
      }
    }
    return own;
  }

  private void count(byte[] utf8, Map<Piece, long[]> into) {
    var text = normalizer.normalize(Text.of(utf8));
    preTokenizer.split(
        text,
        text.from(),
        text.to(),
        (t, from, to) -> into.computeIfAbsent(Piece.of(t, from, to), unseen -> new long[1])[0]++);
  }

  /** Whole lines, about a megabyte at a time. */
  private static final class Lines {
    private final InputStream in;
    private final String name;
    private byte[] rest = {};
    private long read;
    private long start; // of what was given last

    Lines(InputStream in, String name) {
      this.in = in;
      this.name = name;
    }

    /** The next lines; empty at the end. */
    byte[] next() throws IOException {
      start = read;
      byte[] gathered = rest;
      rest = new byte[0];
      while (true) {
        byte[] more = in.readNBytes(CHUNK);
        int before = gathered.length;
        if (more.length > 0) {
          gathered = Arrays.copyOf(gathered, before + more.length);
          System.arraycopy(more, 0, gathered, before, more.length);
        }
        int end = more.length < CHUNK ? gathered.length : lastBreak(gathered, before);
        if (end > 0 || more.length == 0) {
          rest = Arrays.copyOfRange(gathered, end, gathered.length);
          read += end;
          return Arrays.copyOf(gathered, end);
        }
        if (gathered.length > LONGEST_LINE) {
          throw new TokenizerException(
              "%s: expected lines of at most 256 MiB, found a longer one at byte %d"
                  .formatted(name, start));
        }
      }
    }

    /** The index behind the last line break from {@code from} on; 0 where there is none. */
    private static int lastBreak(byte[] bytes, int from) {
      for (int i = bytes.length; i > from; i--) {
        if (bytes[i - 1] == '\n') {
          return i;
        }
      }
      return 0;
    }
  }
}
