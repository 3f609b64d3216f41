package dev.jeton.text.file;

import dev.jeton.text.postprocessor.SpaceTrim;
import dev.jeton.text.postprocessor.Template;
import dev.jeton.text.postprocessor.Template.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what {@link TemplateReader} reads; each kind of template as TemplateProcessing. */
final class TemplateWriter {
  private final Template template;
  private final IntFunction<String> token;

  private TemplateWriter(Template template, IntFunction<String> token) {
    this.template = template;
    this.token = token;
  }

  /**
   * The part {@code post_processor}; null for none.
   *
   * @param token how the file writes the token of an id
   */
  static @Nullable JsonObject write(Template template, IntFunction<String> token) {
    var steps = new ArrayList<JsonObject>();
    template.trims().forEach(trim -> steps.add(trim(trim)));
    if (!template.single().equals(Template.NONE.single())
        || !template.pair().equals(Template.NONE.pair())) {
      steps.add(new TemplateWriter(template, token).processing());
    }
    return switch (steps.size()) {
      case 0 -> null;
      case 1 -> steps.getFirst();
      default -> JsonObject.ofType("Sequence").with("processors", steps);
    };
  }

  private static JsonObject trim(SpaceTrim trim) {
    return JsonObject.ofType("ByteLevel")
        .with("add_prefix_space", trim.prefixSpace())
        .with("trim_offsets", true)
        .with("use_regex", true);
  }

  private JsonObject processing() {
    var specials = new JsonObject();
    Stream.concat(template.single().stream(), template.pair().stream())
        .filter(Part.Token.class::isInstance)
        .map(part -> ((Part.Token) part).id())
        .distinct()
        .forEach(
            id -> {
              var name = token.apply(id);
              specials.with(
                  name,
                  new JsonObject()
                      .with("id", name)
                      .with("ids", List.of(id))
                      .with("tokens", List.of(name)));
            });
    return JsonObject.ofType("TemplateProcessing")
        .with("single", template.single().stream().map(this::part).toList())
        .with("pair", template.pair().stream().map(this::part).toList())
        .with("special_tokens", specials);
  }

  private JsonObject part(Part part) {
    return switch (part) {
      case Part.Token around -> part("SpecialToken", token.apply(around.id()), part.typeId());
      case Part.Sequence text -> part("Sequence", text.index() == 0 ? "A" : "B", part.typeId());
    };
  }

  private static JsonObject part(String kind, String id, int typeId) {
    return new JsonObject().with(kind, new JsonObject().with("id", id).with("type_id", typeId));
  }
}
