package dev.jeton.generate;

/** Decides one place at a time in coding order: left to right, top to bottom, coarse to fine. */
public record Raster() implements DecodingOrder {
  private static final int[] NONE = {};

  @Override
  public int steps(int places) {
    return places;
  }

  @Override
  public int[] ask(Canvas canvas, int step) {
    return canvas.complete() ? NONE : new int[] {canvas.firstUnknown()};
  }
}
