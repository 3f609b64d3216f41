package dev.jeton.measure.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * A page of headings, text, tables and pictures, in one file without scripts; text is escaped.
 * Pictures are embedded, or linked where they lie beside the page.
 */
public final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem;
        color: #222; background: #fff; }
      table { border-collapse: collapse; margin: 1rem 0; }
      th, td { padding: .25rem .75rem; border-bottom: 1px solid #ddd; text-align: left; }
      .number { text-align: right; font-variant-numeric: tabular-nums; }
      .pictures { display: flex; flex-wrap: wrap; gap: 1rem; }
      figure { margin: 0 0 1rem; }
      figure img { max-width: 100%%; height: auto; display: block; }
      figcaption { font-size: .875rem; color: #555; }
      </style>
      </head>
      <body>
      <h1>%s</h1>
      """;

  /**
   * A picture for the page.
   *
   * @param source a relative address or a data URI
   * @param caption below it; also what it shows to those who cannot see it
   */
  public record Picture(String source, String caption) {

    /**
     * A picture inside the page.
     *
     * @param bytes of the file
     * @param mediaType such as {@code image/png}
     */
    public static Picture embedded(byte[] bytes, String mediaType, String caption) {
      String data = Base64.getEncoder().encodeToString(bytes);
      return new Picture("data:" + mediaType + ";base64," + data, caption);
    }

    /**
     * A picture in a file of its own.
     *
     * @param path relative to the page, with forward slashes
     */
    public static Picture linked(String path, String caption) {
      return new Picture(path, caption);
    }

    private String figure() {
      return "<figure><img src=\"%s\" alt=\"%s\"><figcaption>%s</figcaption></figure>\n"
          .formatted(escape(source), escape(caption), escape(caption));
    }
  }

  private final StringBuilder html;

  public HtmlPage(String title) {
    html = new StringBuilder(HEAD.formatted(escape(title), escape(title)));
  }

  public HtmlPage heading(String text) {
    html.append("<h2>").append(escape(text)).append("</h2>\n");
    return this;
  }

  public HtmlPage paragraph(String text) {
    html.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  public HtmlPage table(Table table) {
    html.append(table.html());
    return this;
  }

  public HtmlPage plot(Plot plot, String caption) {
    return pictures(List.of(Picture.embedded(plot.png(), "image/png", caption)));
  }

  /** Pictures side by side as far as the window is wide. */
  public HtmlPage pictures(List<Picture> pictures) {
    html.append("<div class=\"pictures\">\n");
    pictures.forEach(picture -> html.append(picture.figure()));
    html.append("</div>\n");
    return this;
  }

  /** The whole page. */
  public String text() {
    return html + "</body>\n</html>\n";
  }

  /** Writes {@link #text} to a file in UTF-8. */
  public void write(Path file) throws IOException {
    Files.writeString(file, text(), StandardCharsets.UTF_8);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
