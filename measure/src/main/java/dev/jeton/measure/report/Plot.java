package dev.jeton.measure.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves over a common axis, as a PNG: rate–distortion curves, training curves. Colours are told
 * apart in the usual kinds of colour blindness too (Okabe and Ito), and every curve has a marker.
 */
public final class Plot {
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x009e73),
          new Color(0xcc79a7),
          new Color(0xe69f00),
          new Color(0x56b4e9),
          new Color(0x000000));
  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_DOWN);
  private static final int MANY_POINTS = 25;
  private static final Color GREY = new Color(0xdddddd);

  private final XYChart chart;
  private int curves;

  /**
   * An empty plot of 900 x 600 pixels.
   *
   * @param xTitle what the horizontal axis shows, with its unit
   * @param yTitle what the vertical axis shows, with its unit
   */
  public Plot(String title, String xTitle, String yTitle) {
    chart =
        new XYChartBuilder()
            .width(900)
            .height(600)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    var style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(GREY);
    style.setChartTitleBoxVisible(false);
    style.setChartTitleFont(font(Font.BOLD, 18));
    style.setAxisTitleFont(font(Font.PLAIN, 15));
    style.setAxisTickLabelsFont(font(Font.PLAIN, 13));
    style.setLegendFont(font(Font.PLAIN, 14));
    style.setLegendPosition(Styler.LegendPosition.OutsideE);
    style.setLegendBorderColor(Color.WHITE);
    style.setMarkerSize(8);
    style.setLocale(Locale.ROOT);
  }

  /** A logarithmic horizontal axis; all x must then be above 0. */
  public Plot logarithmicX() {
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(Plot::plain);
    return this;
  }

  /** A logarithmic vertical axis; all y must then be above 0. */
  public Plot logarithmicY() {
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(Plot::plain);
    return this;
  }

  /** A vertical axis that begins at 0, for shares and counts. */
  public Plot fromZero() {
    chart.getStyler().setYAxisMin(0.0);
    return this;
  }

  /** Without an exponent: 0.0001, 10,000. */
  private static String plain(double value) {
    return value >= 1
        ? String.format(Locale.ROOT, "%,.0f", value)
        : new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  /**
   * Adds a curve through its points in the order given.
   *
   * @param name in the legend; each name once
   * @param x at least one value
   * @param y as many; points that are not finite are left out
   */
  public Plot curve(String name, double[] x, double[] y) {
    if (x.length != y.length || x.length == 0) {
      throw new IllegalArgumentException(
          "expected as many x as y and at least one, found %d and %d"
              .formatted(x.length, y.length));
    }
    var finite =
        IntStream.range(0, x.length)
            .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
            .toArray();
    if (finite.length == 0) {
      throw new IllegalArgumentException("no finite point in the curve " + name);
    }
    var series =
        chart.addSeries(
            name,
            Arrays.stream(finite).mapToDouble(i -> x[i]).toArray(),
            Arrays.stream(finite).mapToDouble(i -> y[i]).toArray());
    var color = COLORS.get(curves % COLORS.size());
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(2));
    series.setMarkerColor(color);
    series.setMarker(MARKERS.get(curves % MARKERS.size()));
    if (finite.length > MANY_POINTS) {
      chart.getStyler().setMarkerSize(5);
    }
    curves++;
    return this;
  }

  /** The plot as the bytes of a PNG file. */
  public byte[] png() {
    if (curves == 0) {
      throw new IllegalStateException("a plot needs at least one curve");
    }
    var bytes = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(chart, bytes, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes {@link #png} to a file. */
  public void write(Path file) throws IOException {
    Files.write(file, png());
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
