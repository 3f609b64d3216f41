package dev.jeton.nets;

/**
 * How places of the output relate to places of the input, along one side.
 *
 * @param shrink input places per output place; 1 where the layers enlarge
 * @param enlarge output places per input place; 1 where the layers shrink
 * @param reach how many input places beyond its own an output place sees, on each side; infinite
 *     where it sees all
 */
record Geometry(int shrink, int enlarge, double reach) {
  static final Geometry POINTWISE = new Geometry(1, 1, 0);

  /** This and then {@code next}. */
  Geometry then(Geometry next) {
    int in = shrink * next.shrink;
    int out = enlarge * next.enlarge;
    int common = Math.min(in, out);
    return new Geometry(in / common, out / common, reach + next.reach * shrink / enlarge);
  }
}
