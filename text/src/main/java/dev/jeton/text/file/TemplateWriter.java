package dev.jeton.text.file;

import dev.jeton.text.postprocessor.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what {@link TemplateReader} reads. */
final class TemplateWriter {
  private TemplateWriter() {}

  /**
   * The part {@code post_processor}; null for none.
   *
   * @param token how the file writes the token of an id
   */
  static @Nullable JsonObject write(Template template, IntFunction<String> token) {
    if (template.equals(Template.NONE)) {
      return null;
    }
    var single = new ArrayList<JsonObject>();
    around(single, template, token, "A", 0);
    var pair = new ArrayList<>(single);
    around(pair, new Template(List.of(), template.after()), token, "B", 1);
    var specials = new JsonObject();
    Stream.concat(template.before().stream(), template.after().stream())
        .distinct()
        .forEach(
            id ->
                specials.with(
                    token.apply(id),
                    new JsonObject()
                        .with("id", token.apply(id))
                        .with("ids", List.of(id))
                        .with("tokens", List.of(token.apply(id)))));
    return JsonObject.ofType("TemplateProcessing")
        .with("single", single)
        .with("pair", pair)
        .with("special_tokens", specials);
  }

  private static void around(
      List<JsonObject> parts, Template template, IntFunction<String> token, String text, int type) {
    template.before().forEach(id -> parts.add(part("SpecialToken", token.apply(id), type)));
    parts.add(part("Sequence", text, type));
    template.after().forEach(id -> parts.add(part("SpecialToken", token.apply(id), type)));
  }

  private static JsonObject part(String kind, String id, int type) {
    return new JsonObject().with(kind, new JsonObject().with("id", id).with("type_id", type));
  }
}
