package dev.jeton.text.file;

import dev.jeton.text.postprocessor.SpaceTrim;
import dev.jeton.text.postprocessor.Template;
import dev.jeton.text.postprocessor.Template.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The part {@code post_processor} of {@code tokenizer.json}. Each step works on groups of parts: at
 * first a text is a group, behind a template each of its pieces.
 */
final class TemplateReader {
  private final boolean bytes;
  private final List<SpaceTrim> trims = new ArrayList<>();
  private List<List<Part>> single = List.of(List.of(new Part.Sequence(0, 0)));
  private List<List<Part>> pair =
      List.of(List.of(new Part.Sequence(0, 0)), List.of(new Part.Sequence(1, 1)));

  private TemplateReader(boolean bytes) {
    this.bytes = bytes;
  }

  /**
   * @param bytes whether the vocabulary holds bytes
   */
  static Template read(JsonValue json, boolean bytes) {
    if (json.isNull()) {
      return Template.NONE;
    }
    var reader = new TemplateReader(bytes);
    reader.add(json);
    return new Template(
        reader.single.stream().flatMap(List::stream).toList(),
        reader.pair.stream().flatMap(List::stream).toList(),
        reader.trims);
  }

  private void add(JsonValue json) {
    switch (json.type()) {
      case "ByteLevel" -> trim(json);
      case "Sequence" -> json.get("processors").list().forEach(this::add);
      case "BertProcessing" -> {
        int cls = second(json.get("cls"));
        int sep = second(json.get("sep"));
        around(group -> put(cls, group, sep, 0), group -> put(-1, group, sep, 1));
      }
      case "RobertaProcessing" -> {
        trim(json);
        int cls = second(json.get("cls"));
        int sep = second(json.get("sep"));
        around(
            group -> put(cls, typed(group, 0), sep, 0), group -> put(sep, typed(group, 0), sep, 0));
      }
      case "TemplateProcessing" -> {
        single = template(json, "single", single);
        pair = template(json, "pair", pair);
      }
      default -> throw json.unknownType();
    }
  }

  private void trim(JsonValue json) {
    if (json.get("trim_offsets").flag(true)) {
      trims.add(new SpaceTrim(json.get("add_prefix_space").flag(true), bytes));
    }
  }

  private void around(UnaryOperator<List<Part>> first, UnaryOperator<List<Part>> others) {
    single = around(single, first, others);
    pair = around(pair, first, others);
  }

  private static List<List<Part>> around(
      List<List<Part>> groups, UnaryOperator<List<Part>> first, UnaryOperator<List<Part>> others) {
    var changed = new ArrayList<List<Part>>();
    for (var group : groups) {
      changed.add(changed.isEmpty() ? first.apply(group) : others.apply(group));
    }
    return changed;
  }

  /**
   * A group between two tokens.
   *
   * @param before −1 for none
   */
  private static List<Part> put(int before, List<Part> group, int after, int typeId) {
    var parts = new ArrayList<Part>();
    if (before >= 0) {
      parts.add(new Part.Token(before, typeId));
    }
    parts.addAll(group);
    parts.add(new Part.Token(after, typeId));
    return parts;
  }

  private static List<Part> typed(List<Part> group, int typeId) {
    return group.stream().map(part -> part.typed(typeId)).toList();
  }

  /** {@code ["[CLS]", 101]}. */
  private static int second(JsonValue pair) {
    var list = pair.list();
    if (list.size() != 2) {
      throw pair.expected("a token and its id");
    }
    return list.get(1).id();
  }

  private static List<List<Part>> template(JsonValue json, String name, List<List<Part>> groups) {
    if (groups.size() > 2 || name.equals("pair") && groups.size() != 2) {
      throw json.expected("no other template before this one");
    }
    var all = new ArrayList<List<Part>>();
    for (var piece : json.get(name).list()) {
      var text = piece.get("Sequence");
      if (!text.isNull()) {
        int index = index(text.get("id"));
        if (index >= groups.size()) {
          throw text.expected("the first text, for there is no second");
        }
        all.add(typed(groups.get(index), text.get("type_id").id(0)));
      } else {
        all.add(tokens(json, piece.get("SpecialToken")));
      }
    }
    if (all.stream().flatMap(List::stream).noneMatch(part -> part instanceof Part.Sequence)) {
      throw json.get(name).expected("a place for the text");
    }
    return all;
  }

  private static List<Part> tokens(JsonValue json, JsonValue piece) {
    var name = piece.get("id").text();
    int typeId = piece.get("type_id").id(0);
    return json.get("special_tokens").get(name).get("ids").list().stream()
        .<Part>map(id -> new Part.Token(id.id(), typeId))
        .toList();
  }

  private static int index(JsonValue id) {
    return switch (id.text()) {
      case "A" -> 0;
      case "B" -> 1;
      default -> throw id.expected("A or B");
    };
  }
}
