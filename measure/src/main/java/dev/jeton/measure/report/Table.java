package dev.jeton.measure.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows under headings, written as aligned text, Markdown, CSV or HTML. Columns whose cells are all
 * numbers stand right-aligned. Numbers look the same in every locale.
 */
public final class Table {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?|∞)( ?%)?|NaN|[-–]");

  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one column");
    }
    this.columns = columns;
  }

  public static Table of(String... columns) {
    return new Table(List.of(columns));
  }

  /**
   * Appends a row.
   *
   * @param cells one per column; floating-point numbers get four significant digits, other objects
   *     their {@code toString}
   */
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "expected %d cells, found %d".formatted(columns.size(), cells.length));
    }
    rows.add(Arrays.stream(cells).map(Table::format).toList());
    return this;
  }

  /** Number of rows below the headings. */
  public int size() {
    return rows.size();
  }

  /** Columns two spaces apart, headings underlined. */
  public String text() {
    int[] widths = widths(columns, rows);
    var lines = new ArrayList<String>();
    lines.add(line(columns, widths));
    lines.add(Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines(lines);
  }

  /** A GitHub-flavoured Markdown table, aligned in its source too. */
  public String markdown() {
    UnaryOperator<String> escape = cell -> cell.replace("|", "\\|").replace("\n", "<br>");
    var head = columns.stream().map(escape).toList();
    var body = rows.stream().map(row -> row.stream().map(escape).toList()).toList();
    int[] widths = Arrays.stream(widths(head, body)).map(width -> Math.max(width, 3)).toArray();
    var lines = new ArrayList<String>();
    lines.add(markdownLine(head, widths));
    lines.add(
        IntStream.range(0, widths.length)
            .mapToObj(c -> numeric(c) ? "-".repeat(widths[c] - 1) + ":" : "-".repeat(widths[c]))
            .collect(Collectors.joining(" | ", "| ", " |")));
    body.forEach(row -> lines.add(markdownLine(row, widths)));
    return lines(lines);
  }

  /** Comma-separated values (RFC 4180), headings first, lines ended by a line feed. */
  public String csv() {
    var lines = new ArrayList<String>();
    lines.add(csvLine(columns));
    rows.forEach(row -> lines.add(csvLine(row)));
    return lines(lines);
  }

  /** A {@code <table>} element. */
  public String html() {
    var html = new StringBuilder("<table>\n<tr>");
    for (int c = 0; c < columns.size(); c++) {
      html.append(cell("th", c, columns.get(c)));
    }
    for (var row : rows) {
      html.append("</tr>\n<tr>");
      for (int c = 0; c < row.size(); c++) {
        html.append(cell("td", c, row.get(c)));
      }
    }
    return html.append("</tr>\n</table>\n").toString();
  }

  private String cell(String element, int column, String text) {
    String style = numeric(column) ? " class=\"number\"" : "";
    return "<%s%s>%s</%s>".formatted(element, style, HtmlPage.escape(text), element);
  }

  private String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(c -> padded(c, cells.get(c), widths[c]))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private String markdownLine(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(c -> padded(c, cells.get(c), widths[c]))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String csvLine(List<String> cells) {
    return cells.stream()
        .map(
            cell ->
                cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
        .collect(Collectors.joining(","));
  }

  private String padded(int column, String cell, int width) {
    String space = " ".repeat(width - length(cell));
    return numeric(column) ? space + cell : cell + space;
  }

  private boolean numeric(int column) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }

  private static int[] widths(List<String> head, List<List<String>> body) {
    return IntStream.range(0, head.size())
        .map(
            c ->
                Math.max(
                    length(head.get(c)),
                    body.stream().mapToInt(row -> length(row.get(c))).max().orElse(0)))
        .toArray();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String format(Object cell) {
    if (!(cell instanceof Double || cell instanceof Float)) {
      return cell.toString();
    }
    double value = ((Number) cell).doubleValue();
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    if (value == 0 || Double.isNaN(value)) {
      return value == 0 ? "0" : "NaN";
    }
    int whole = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    if (whole < -3 || whole > 9) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    return String.format(Locale.ROOT, "%." + Math.clamp(4L - whole, 0, 6) + "f", value);
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
