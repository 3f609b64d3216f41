package dev.jeton.llm.kv;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one layer in pages. A page may belong to several caches: whoever shares one copies it
 * before writing.
 */
final class LayerRows {
  static final int PAGE = Page.ROWS;

  private final AttentionShape shape;
  private final CacheType type;
  private final List<Page> pages;
  private final Attention attention;
  private int shared; // pages below this number belong to others too
  private int rows;

  LayerRows(AttentionShape shape, CacheType type) {
    this(shape, type, new ArrayList<>(), 0, 0);
  }

  private LayerRows(AttentionShape shape, CacheType type, List<Page> pages, int shared, int rows) {
    this.shape = shape;
    this.type = type;
    this.pages = pages;
    this.shared = shared;
    this.rows = rows;
    attention = new Attention(this);
  }

  AttentionShape shape() {
    return shape;
  }

  int rows() {
    return rows;
  }

  /** Over these rows. */
  Attention attention() {
    return attention;
  }

  Page page(int number) {
    return pages.get(number);
  }

  int position(int row) {
    return pages.get(row / PAGE).positions()[row % PAGE];
  }

  long bytes() {
    return pages.stream().mapToLong(Page::bytes).sum();
  }

  void append(int[] positions, float[] keys, float[] values, int from) {
    for (int i = 0; i < positions.length; i++) {
      var page = writable(rows / PAGE);
      int at = rows % PAGE;
      page.positions()[at] = positions[i];
      for (int head = 0; head < shape.kvHeads(); head++) {
        int keyDim = shape.keyDim();
        int to = (head * PAGE + at) * keyDim;
        System.arraycopy(
            keys, (from + i) * shape.keyWidth() + head * keyDim, page.keys(), to, keyDim);
        shape.rotation().turn(page.keys(), to, 1, keyDim, positions[i]);
        int valueDim = shape.valueDim();
        System.arraycopy(
            values,
            (from + i) * shape.valueWidth() + head * valueDim,
            page.values(),
            (head * PAGE + at) * valueDim,
            valueDim);
      }
      rows++;
    }
  }

  /** Writes the first rows as they are stored: position, turned keys, values. */
  void write(DataOutput out, int length) throws IOException {
    var row = new float[shape.keyWidth() + shape.valueWidth()];
    for (int first = 0; first < length; first += PAGE) {
      var page = pages.get(first / PAGE).floats();
      for (int i = first; i < Math.min(length, first + PAGE); i++) {
        var one = one(page, i % PAGE);
        System.arraycopy(one.keys(), 0, row, 0, shape.keyWidth());
        System.arraycopy(one.values(), 0, row, shape.keyWidth(), shape.valueWidth());
        var bytes = ByteBuffer.allocate(4 + 4 * row.length);
        bytes.putInt(one.positions()[0]).asFloatBuffer().put(row);
        out.write(bytes.array());
      }
    }
  }

  /** Adds rows that were written. */
  void read(DataInput in, int length) throws IOException {
    var row = new float[shape.keyWidth() + shape.valueWidth()];
    var bytes = new byte[4 + 4 * row.length];
    for (int i = 0; i < length; i++, rows++) {
      in.readFully(bytes);
      var numbers = ByteBuffer.wrap(bytes);
      int position = numbers.getInt();
      numbers.asFloatBuffer().get(row);
      var page = writable(rows / PAGE);
      int at = rows % PAGE;
      page.positions()[at] = position;
      for (int head = 0; head < shape.kvHeads(); head++) {
        int to = head * PAGE + at;
        System.arraycopy(
            row, head * shape.keyDim(), page.keys(), to * shape.keyDim(), shape.keyDim());
        System.arraycopy(
            row,
            shape.keyWidth() + head * shape.valueDim(),
            page.values(),
            to * shape.valueDim(),
            shape.valueDim());
      }
    }
    round(0);
  }

  private Page.Floats writable(int number) {
    if (number == pages.size()) {
      pages.add(Page.Floats.of(PAGE, shape));
    } else if (number < shared) {
      pages.set(number, pages.get(number).floats().copy());
      shared = number; // pages behind it are not full yet, so there are none
    } else {
      pages.set(number, pages.get(number).floats());
    }
    return (Page.Floats) pages.get(number);
  }

  /** Of the rows from {@code kept} on, those named stay, in this order. */
  void keep(int kept, int[] chosen) {
    boolean inPlace = true;
    for (int i = 0; i < chosen.length; i++) {
      inPlace &= chosen[i] == i;
    }
    if (!inPlace) {
      move(kept, chosen);
    }
    truncate(kept + chosen.length);
    round(kept);
  }

  /** Rounds the pages that are full, from the one of this row on. */
  private void round(int from) {
    for (int number = from / PAGE; type == CacheType.F16 && number < rows / PAGE; number++) {
      pages.set(number, pages.get(number).halves());
    }
  }

  private void move(int kept, int[] chosen) {
    var pending = new Page.Floats[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      int row = kept + chosen[i];
      pending[i] = one(pages.get(row / PAGE).floats(), row % PAGE);
    }
    for (int i = 0; i < chosen.length; i++) {
      int row = kept + i;
      var page = writable(row / PAGE);
      page.positions()[row % PAGE] = pending[i].positions()[0];
      for (int head = 0; head < shape.kvHeads(); head++) {
        int at = head * PAGE + row % PAGE;
        System.arraycopy(
            pending[i].keys(),
            head * shape.keyDim(),
            page.keys(),
            at * shape.keyDim(),
            shape.keyDim());
        System.arraycopy(
            pending[i].values(),
            head * shape.valueDim(),
            page.values(),
            at * shape.valueDim(),
            shape.valueDim());
      }
    }
  }

  /** A copy of one row of a page. */
  private Page.Floats one(Page.Floats page, int row) {
    var copy = Page.Floats.of(1, shape);
    copy.positions()[0] = page.positions()[row];
    for (int head = 0; head < shape.kvHeads(); head++) {
      int at = head * PAGE + row;
      System.arraycopy(
          page.keys(), at * shape.keyDim(), copy.keys(), head * shape.keyDim(), shape.keyDim());
      System.arraycopy(
          page.values(),
          at * shape.valueDim(),
          copy.values(),
          head * shape.valueDim(),
          shape.valueDim());
    }
    return copy;
  }

  void truncate(int to) {
    rows = to;
    int needed = Math.ceilDiv(to, PAGE);
    while (pages.size() > needed) {
      pages.removeLast();
    }
    shared = Math.min(shared, pages.size());
  }

  /** The first rows, which from now on belong to both. */
  LayerRows fork(int length) {
    int taken = Math.ceilDiv(length, PAGE);
    shared = Math.max(shared, taken);
    return new LayerRows(shape, type, new ArrayList<>(pages.subList(0, taken)), taken, length);
  }
}
