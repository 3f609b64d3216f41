package dev.jeton.cli;

import dev.jeton.cli.Comparison.Entry;
import dev.jeton.cli.Comparison.Row;
import dev.jeton.core.BudgetException;
import dev.jeton.core.Codec;
import dev.jeton.core.Signal;
import dev.jeton.media.image.PeerFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sets our codec beside other formats at equal bytes. */
final class Comparer {

  /** A size to compare at, with what it is. */
  record Size(String name, int bytes) {}

  /** Gets each file that is made, in the order of the rows and entries. */
  interface Listener {
    Listener NONE = (size, coded) -> {};

    void coded(Size size, Coded coded) throws IOException;
  }

  private final Codec<Signal.Image> ours;
  private final List<PeerFormat> peers;

  Comparer(Codec<Signal.Image> ours, List<PeerFormat> peers) {
    this.ours = ours;
    this.peers = peers;
  }

  /** The sizes of JPEG at quality 1, 5 and 10 and of WebP at 0, 5 and 10, where they are peers. */
  List<Size> sizes(Signal.Image image) {
    var sizes = new ArrayList<Size>();
    for (var peer : peers) {
      for (int quality : peer.unavailable() == null ? qualities(peer) : new int[0]) {
        sizes.add(new Size(peer.label() + " " + quality, peer.write(image, quality).length));
      }
    }
    return sizes;
  }

  static int[] qualities(PeerFormat peer) {
    return switch (peer) {
      case JPEG -> new int[] {1, 5, 10};
      case WEBP -> new int[] {0, 5, 10};
    };
  }

  /** Codes {@code image} in every format at every size. */
  Comparison compare(String input, Signal.Image image, List<Size> sizes, Listener listener)
      throws IOException {
    var coder = new EqualBytes(image, ours);
    var rows = new ArrayList<Row>();
    for (var size : sizes) {
      var entries = new ArrayList<Entry>();
      String name = ours.spec().toString();
      entries.add(entry(image, name, size, listener, () -> coder.ours(size.bytes())));
      for (var peer : peers) {
        String reason = peer.unavailable();
        entries.add(
            reason == null
                ? entry(image, peer.label(), size, listener, () -> coder.peer(peer, size.bytes()))
                : Entry.missing(peer.label(), reason));
      }
      rows.add(new Row(size.name(), size.bytes(), entries));
    }
    return new Comparison(input, image.width(), image.height(), ours.spec().toString(), rows);
  }

  private interface Coding {
    Coded code() throws IOException;
  }

  private static Entry entry(
      Signal.Image image, String format, Size size, Listener listener, Coding coding)
      throws IOException {
    Coded coded;
    try {
      coded = coding.code();
    } catch (BudgetException e) {
      return Entry.missing(format, Complaints.reason(e));
    }
    listener.coded(size, coded);
    return Entry.of(image, coded);
  }
}
