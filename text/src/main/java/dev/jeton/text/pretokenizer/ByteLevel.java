package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Text;

/**
 * Says that the vocabulary is over bytes, and cuts as for GPT-2. The pieces stay text, since our
 * vocabulary holds the bytes themselves.
 *
 * @param prefixSpace whether a space is put before each text that does not begin with one
 * @param trimOffsets whether tokens' offsets are to leave out spaces; not applied
 * @param cut whether to cut at all
 */
public record ByteLevel(boolean prefixSpace, boolean trimOffsets, boolean cut)
    implements PreTokenizer {

  /** Neither puts anything in front nor cuts. */
  public static final ByteLevel PLAIN = new ByteLevel(false, true, false);

  @Override
  public void split(Text text, int from, int to, Pieces out) {
    work().split(text, from, to, out);
  }

  @Override
  public boolean local() {
    return work().local();
  }

  @Override
  public PreTokenizer work() {
    var splitter = cut ? SplitPattern.GPT2.splitter() : NONE;
    return prefixSpace ? new PrefixSpace().then(splitter).work() : splitter;
  }
}
