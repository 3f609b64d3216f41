package dev.jeton.nets.transformer;

import java.util.Arrays;

/**
 * The places that one pass computes, over all canvases: row r is place {@code place(r)} of canvas
 * {@code canvas(r)} and sees the places 0 to {@code visible(r) − 1} of it. Place 0 is the class.
 */
final class Rows {
  private int[] canvases = new int[16];
  private int[] places = new int[16];
  private int[] visible = new int[16];
  private int count;

  void add(int canvas, int place, int seen) {
    if (count == places.length) {
      canvases = Arrays.copyOf(canvases, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
      visible = Arrays.copyOf(visible, 2 * count);
    }
    canvases[count] = canvas;
    places[count] = place;
    visible[count++] = seen;
  }

  int count() {
    return count;
  }

  int canvas(int row) {
    return canvases[row];
  }

  int place(int row) {
    return places[row];
  }

  int visible(int row) {
    return visible[row];
  }
}
