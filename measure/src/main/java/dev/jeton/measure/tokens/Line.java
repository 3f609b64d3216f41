package dev.jeton.measure.tokens;

/** A straight line y = slope x + intercept; NaN where fewer than two different x are given. */
record Line(double slope, double intercept) {

  /** The line of least squared error in y. */
  static Line through(double[] x, double[] y) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      meanX += x[i] / x.length;
      meanY += y[i] / x.length;
    }
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    double slope = squares == 0 ? Double.NaN : products / squares;
    return new Line(slope, meanY - slope * meanX);
  }
}
