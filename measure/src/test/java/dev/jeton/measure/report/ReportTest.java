package dev.jeton.measure.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private final Table table =
      Table.of("codec", "bytes", "PSNR, dB").row("a|b", 1234, 31.25678).row("jpeg", 9, 0.001);

  @Test
  void text() {
    assertEquals(
        """
        codec  bytes  PSNR, dB
        -----  -----  --------
        a|b     1234     31.26
        jpeg       9  0.001000
        """,
        table.text());
  }

  @Test
  void markdown() {
    assertEquals(
        """
        | codec | bytes | PSNR, dB |
        | ----- | ----: | -------: |
        | a\\|b  |  1234 |    31.26 |
        | jpeg  |     9 | 0.001000 |
        """,
        table.markdown());
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    assertEquals(
        """
        codec,bytes,"PSNR, dB"
        a|b,1234,31.26
        jpeg,9,0.001000
        """,
        table.csv());
    assertEquals("a\n\"say \"\"no\"\"\"\n", Table.of("a").row("say \"no\"").csv());
  }

  @Test
  void htmlEscapes() {
    String html = Table.of("<a>").row("x & y").html();
    assertTrue(html.contains("<th>&lt;a&gt;</th>") && html.contains("<td>x &amp; y</td>"), html);
  }

  @Test
  void numbersHaveFourDigitsInEveryLocale() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      var numbers =
          Table.of("n")
              .row(123456.7)
              .row(12.3456)
              .row(-0.0123456)
              .row(1e-9)
              .row(0.0)
              .row(Double.POSITIVE_INFINITY)
              .row(Float.NaN);
      assertEquals("n\n123457\n12.35\n-0.01235\n1.000e-09\n0\n∞\nNaN\n", numbers.csv());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void plotIsAPicture() throws IOException {
    var plot =
        new Plot("Rate and distortion", "bits per pixel", "PSNR, dB")
            .curve("ours", new double[] {0.1, 0.2, 0.4}, new double[] {25, 28, Double.NaN})
            .curve("jpeg", new double[] {0.2, 0.4}, new double[] {22, 27})
            .logarithmicX();
    var picture = ImageIO.read(new ByteArrayInputStream(plot.png()));
    assertEquals(900, picture.getWidth());
    assertEquals(600, picture.getHeight());
  }

  @Test
  void unfitInputIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> table.row("one"));
    var plot = new Plot("", "", "");
    assertThrows(IllegalStateException.class, plot::png);
    assertThrows(
        IllegalArgumentException.class, () -> plot.curve("a", new double[1], new double[2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> plot.curve("a", new double[] {1}, new double[] {Double.NaN}));
  }

  @Test
  void pageHoldsAllAndRunsNothing(@TempDir Path folder) throws IOException {
    var file = folder.resolve("index.html");
    new HtmlPage("Photos & tokens")
        .heading("<script>")
        .paragraph("a < b")
        .table(table)
        .pictures(
            List.of(
                HtmlPage.Picture.embedded(new byte[] {1, 2, 3}, "image/png", "three \"bytes\""),
                HtmlPage.Picture.linked("photo.png", "a photo")))
        .write(file);
    String html = Files.readString(file);
    assertTrue(html.contains("<title>Photos &amp; tokens</title>"), html);
    assertTrue(html.contains("src=\"data:image/png;base64,AQID\" alt=\"three &quot;bytes&quot;\""));
    assertTrue(html.contains("src=\"photo.png\""));
    assertTrue(html.contains("max-width: 100%;"));
    assertTrue(html.endsWith("</html>\n"));
    assertFalse(html.contains("<script>"));
  }
}
