package dev.jeton.llm.file;

import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.GgufType;
import dev.jeton.text.file.GgufValue;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Says in GGUF's keys what another format says in its own. */
final class MetadataBuilder {
  private final String architecture;
  private final SequencedMap<String, GgufValue> values = new LinkedHashMap<>();

  MetadataBuilder(String architecture) {
    this.architecture = architecture;
    values.put("general.architecture", new GgufValue.Text(architecture));
  }

  MetadataBuilder whole(String key, long value) {
    values.put(architecture + "." + key, new GgufValue.Whole(GgufType.U32, value));
    return this;
  }

  MetadataBuilder real(String key, double value) {
    values.put(architecture + "." + key, new GgufValue.Real(GgufType.F32, value));
    return this;
  }

  MetadataBuilder text(String key, String value) {
    values.put(architecture + "." + key, new GgufValue.Text(value));
    return this;
  }

  /** Ids that end a text, for models whose files do not name them. */
  MetadataBuilder ends(double... ids) {
    values.put("jeton.end_token_ids", new GgufValue.Numbers(GgufType.U32, ids));
    return this;
  }

  GgufMetadata metadata() {
    return new GgufMetadata(3, 0, values);
  }
}
