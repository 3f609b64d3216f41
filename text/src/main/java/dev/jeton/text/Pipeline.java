package dev.jeton.text;

import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.model.Model;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.postprocessor.Template;
import dev.jeton.text.pretokenizer.PreTokenizer;
import java.util.List;

/**
 * The parts of a tokenizer.
 *
 * @param origin what it was made from
 * @param tokens the model's vocabulary and all added tokens, by id
 * @param added tokens that are looked for in the text
 * @param inputs what the file asks for where tokens go into a model
 */
public record Pipeline(
    Origin origin,
    TokenTable tokens,
    List<AddedToken> added,
    Normalizer normalizer,
    PreTokenizer preTokenizer,
    Model model,
    Template template,
    Decoder decoder,
    InputSettings inputs) {

  /**
   * Where a tokenizer came from.
   *
   * @param format such as {@code tokenizer.json}
   * @param parts the parts that the file names, one line each
   * @param notApplied what the file asks for and is not done: dropout of merges
   */
  public record Origin(String format, List<String> parts, List<String> notApplied) {
    public Origin {
      parts = List.copyOf(parts);
      notApplied = List.copyOf(notApplied);
    }
  }

  public Pipeline {
    added = List.copyOf(added);
  }

  /** Parts of a file that says nothing about a model's inputs. */
  public Pipeline(
      Origin origin,
      TokenTable tokens,
      List<AddedToken> added,
      Normalizer normalizer,
      PreTokenizer preTokenizer,
      Model model,
      Template template,
      Decoder decoder) {
    this(
        origin,
        tokens,
        added,
        normalizer,
        preTokenizer,
        model,
        template,
        decoder,
        InputSettings.NONE);
  }
}
