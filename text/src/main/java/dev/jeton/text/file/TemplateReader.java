package dev.jeton.text.file;

import dev.jeton.text.postprocessor.Template;
import java.util.ArrayList;
import java.util.List;

/** The part {@code post_processor} of {@code tokenizer.json}, for single texts. */
final class TemplateReader {
  private TemplateReader() {}

  static Template read(JsonValue json) {
    if (json.isNull()) {
      return Template.NONE;
    }
    return switch (json.type()) {
      case "ByteLevel" -> Template.NONE;
      case "Sequence" -> {
        var all = Template.NONE;
        for (var part : json.get("processors").list()) {
          all = all.in(read(part));
        }
        yield all;
      }
      case "BertProcessing", "RobertaProcessing" ->
          new Template(List.of(second(json.get("cls"))), List.of(second(json.get("sep"))));
      case "TemplateProcessing" -> template(json);
      default -> throw json.unknownType();
    };
  }

  /** {@code ["[CLS]", 101]}. */
  private static int second(JsonValue pair) {
    var list = pair.list();
    if (list.size() != 2) {
      throw pair.expected("a token and its id");
    }
    return list.get(1).id();
  }

  private static Template template(JsonValue json) {
    var before = new ArrayList<Integer>();
    var after = new ArrayList<Integer>();
    boolean text = false;
    for (var part : json.get("single").list()) {
      if (!part.get("Sequence").isNull()) {
        if (text) {
          throw part.expected("the text once");
        }
        text = true;
      } else {
        var name = part.get("SpecialToken").get("id").text();
        for (var id : json.get("special_tokens").get(name).get("ids").list()) {
          (text ? after : before).add(id.id());
        }
      }
    }
    if (!text) {
      throw json.get("single").expected("a place for the text");
    }
    return new Template(before, after);
  }
}
