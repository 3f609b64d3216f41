package dev.jeton.cli;

import dev.jeton.cli.Comparison.Entry;
import dev.jeton.cli.Comparison.Row;
import java.util.Locale;
import java.util.Map;

/** The demo's page: the pictures of a {@link Comparison} beside each other, with their numbers. */
final class DemoPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Jeton: a photo as tokens</title>
      <style>
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #fafafa }
        .row { display: flex; gap: 1rem; flex-wrap: wrap; margin-bottom: 2rem }
        figure { margin: 0; flex: 1 1 20rem; max-width: 48rem }
        img { width: 100%; display: block; background: #ddd }
        figcaption { font-variant-numeric: tabular-nums }
        .missing { padding: 4rem 1rem; background: #eee; text-align: center; color: #666 }
      </style>
      """;

  private final Comparison comparison;
  private final Map<String, String> pictures;

  /**
   * @param pictures file names of the decoded pictures by {@link #key}
   */
  DemoPage(Comparison comparison, Map<String, String> pictures) {
    this.comparison = comparison;
    this.pictures = pictures;
  }

  /** What a picture is found by. */
  static String key(String format, int limit) {
    return format + " " + limit;
  }

  String html() {
    var html = new StringBuilder(HEAD);
    html.append("<h1>A photo as tokens</h1>\n");
    html.append(
        "<p>%s, %d × %d pixels, coded by <b>%s</b> and by other formats in at most the same number of bytes, file headers included.</p>\n"
            .formatted(
                escaped(comparison.input()),
                comparison.width(),
                comparison.height(),
                escaped(comparison.codec())));
    html.append("<div class=row>");
    figure(html, "original.png", "the original");
    figure(html, "tokens.png", "its tokens, level by level: equal colours are equal tokens");
    html.append("</div>\n");
    for (var row : comparison.rows()) {
      row(html, row);
    }
    return html.append("</html>\n").toString();
  }

  private void row(StringBuilder html, Row row) {
    html.append(
        "<h2>At most %d bytes (%s)</h2>\n<div class=row>"
            .formatted(row.limit(), escaped(row.size())));
    for (var entry : row.entries()) {
      var picture = pictures.get(key(entry.format(), row.limit()));
      if (picture == null) {
        html.append(
            "<figure><div class=missing>%s: %s</div></figure>"
                .formatted(escaped(entry.format()), escaped(String.valueOf(entry.missing()))));
      } else {
        figure(html, picture, caption(entry));
      }
    }
    html.append("</div>\n");
  }

  private static String caption(Entry entry) {
    return String.format(
        Locale.ROOT,
        "<b>%s</b>: %d bytes, %.3f bits per pixel; PSNR %.2f dB, SSIM %.4f, MS-SSIM %.4f",
        escaped(entry.format()),
        entry.bytes(),
        entry.bitsPerPixel(),
        entry.psnr(),
        entry.ssim(),
        entry.msSsim());
  }

  private static void figure(StringBuilder html, String picture, String caption) {
    html.append(
        "<figure><img src=\"%s\" alt=\"\"><figcaption>%s</figcaption></figure>"
            .formatted(escaped(picture), caption));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
