package dev.jeton.llm.grammar;

import java.util.Map;
import java.util.TreeMap;

/** Strings of the formats of JSON Schema; of mail addresses, hosts and URIs the usual ones. */
final class Formats {
  private static final String YEAR =
      "(0(0(0[1-9]|[1-9][0-9])|[1-9][0-9]{2})|[1-9][0-9]{3})"; // 0001 to 9999
  private static final String LEAP =
      "(([0-9]{2}(0[48]|[2468][048]|[13579][26]))|((0[48]|[2468][048]|[13579][26])00))";
  private static final String DATE =
      "(%s-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|%s-02-29)"
          .formatted(YEAR, LEAP);
  private static final String TIME =
      "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?";
  private static final String HOST = "(%s\\.){1,3}[a-z]{2,10}".formatted(LABEL);

  private static final Map<String, String> PATTERNS =
      new TreeMap<>(
          Map.of(
              "date",
              DATE,
              "time",
              TIME,
              "date-time",
              DATE + "T" + TIME,
              "uuid",
              "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
              "ipv4",
              "%1$s\\.%1$s\\.%1$s\\.%1$s".formatted(BYTE),
              "ipv6",
              "([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}",
              "hostname",
              HOST,
              "email",
              "[A-Za-z0-9]{1,20}([._+-][A-Za-z0-9]{1,20}){0,2}@" + HOST,
              "uri",
              "https?://%s(/[A-Za-z0-9._~-]{1,20}){0,8}/?(\\?[a-z0-9=&]{1,40})?".formatted(HOST),
              "duration",
              "P([0-9]{1,4}D(T([0-9]{1,3}H)([0-9]{1,2}M([0-9]{1,2}S)?)?)?|[0-9]{1,4}W|[0-9]{1,3}Y)"));

  private Formats() {}

  static Expression named(String name, String path) {
    var pattern = PATTERNS.get(name);
    if (pattern == null) {
      throw new GrammarException(
          "%s: format: expected one of %s, found '%s'"
              .formatted(path, String.join(", ", PATTERNS.keySet()), name));
    }
    return new RegexParser(pattern).whole();
  }
}
