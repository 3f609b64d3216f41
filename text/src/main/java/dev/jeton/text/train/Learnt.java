package dev.jeton.text.train;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Pipeline;
import dev.jeton.text.bytes.ByteAlphabet;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.decoder.Mapping;
import dev.jeton.text.file.TokenizerFiles;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.model.MergeTable;
import dev.jeton.text.model.Model;
import dev.jeton.text.model.Unigram;
import dev.jeton.text.model.WordPiece;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.postprocessor.Template;
import dev.jeton.text.pretokenizer.BertPreTokenizer;
import dev.jeton.text.pretokenizer.ByteLevel;
import dev.jeton.text.pretokenizer.Metaspace;
import dev.jeton.text.pretokenizer.PreTokenizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/** Learnt vocabularies as files. */
final class Learnt {
  private static final int NONE = -1;
  private static final int LONGEST_WORD = 100; // BERT's

  /** Words with U+2581 in front. */
  static final Metaspace WORDS = new Metaspace(0x2581, Metaspace.Prepend.ALWAYS, true);

  private static final Decoder SPACES = new Mapping.Metaspace(WORDS.replacement(), WORDS.prepend());

  /** A token of a unigram model and the logarithm of its probability. */
  record Scored(String token, double score) {}

  private Learnt() {}

  /**
   * A byte-level BPE vocabulary.
   *
   * @param vocabulary in the alphabet of bytes, by id
   */
  static byte[] overBytes(
      List<String> vocabulary, List<MergeLearner.Merge> merges, Collection<String> specials) {
    var tokens = new TokenTable();
    for (int id = 0; id < vocabulary.size(); id++) {
      var written = ByteAlphabet.bytes(vocabulary.get(id));
      if (written == null) { // a control token's name
        tokens.addUnfindable(id, Utf8.encode(vocabulary.get(id)));
      } else {
        tokens.add(id, written);
      }
    }
    var rules = new Bpe.Rules(true, false, false, NONE, false, "", "", 0);
    return file(
        tokens,
        added(vocabulary, specials),
        Normalizer.NONE,
        new ByteLevel(false, true, true),
        new Bpe(tokens, table(vocabulary, merges), rules),
        Template.NONE,
        Decoder.CONCATENATED);
  }

  /** A BPE vocabulary over characters. */
  static byte[] overCharacters(
      List<String> vocabulary,
      List<MergeLearner.Merge> merges,
      Collection<String> specials,
      String unknown) {
    var tokens = tokens(vocabulary);
    var rules = new Bpe.Rules(false, false, false, vocabulary.indexOf(unknown), true, "", "", 0);
    return file(
        tokens,
        added(vocabulary, specials),
        Normalizer.NONE,
        WORDS,
        new Bpe(tokens, table(vocabulary, merges), rules),
        Template.NONE,
        SPACES);
  }

  /**
   * A WordPiece vocabulary with BERT's parts around it.
   *
   * @param specials control tokens, BERT's among them
   */
  static byte[] pieces(
      List<String> vocabulary, Collection<String> specials, Normalizer normalizer) {
    var tokens = tokens(vocabulary);
    return file(
        tokens,
        added(vocabulary, specials),
        normalizer,
        new BertPreTokenizer(),
        new WordPiece(
            tokens, vocabulary.indexOf("[UNK]"), WordPieceTrainer.CONTINUED, LONGEST_WORD),
        Template.bert(vocabulary.indexOf("[CLS]"), vocabulary.indexOf("[SEP]")),
        new Mapping.WordPiece(WordPieceTrainer.CONTINUED, true));
  }

  /**
   * A unigram vocabulary.
   *
   * @param vocabulary by id; the first is the unknown token
   * @param specials control tokens, with the ids behind it
   */
  static byte[] scored(List<Scored> vocabulary, List<String> specials) {
    var words = new ArrayList<>(vocabulary.stream().map(Scored::token).toList());
    var tokens = tokens(words);
    double[] scores = vocabulary.stream().mapToDouble(Scored::score).toArray();
    for (var special : specials) {
      tokens.addUnfindable(words.size(), Utf8.encode(special));
      words.add(special);
    }
    var control = new ArrayList<>(List.of(AddedToken.special(0, words.getFirst())));
    for (int id = scores.length; id < words.size(); id++) {
      control.add(AddedToken.special(id, words.get(id)));
    }
    return file(
        tokens,
        control,
        Normalizer.NONE,
        WORDS,
        new Unigram(tokens, scores, 0, false),
        Template.NONE,
        SPACES);
  }

  private static TokenTable tokens(List<String> vocabulary) {
    var tokens = new TokenTable();
    for (int id = 0; id < vocabulary.size(); id++) {
      tokens.add(id, Utf8.encode(vocabulary.get(id)));
    }
    return tokens;
  }

  private static MergeTable table(List<String> vocabulary, List<MergeLearner.Merge> merges) {
    var ids = new HashMap<String, Integer>();
    vocabulary.forEach(token -> ids.put(token, ids.size()));
    var table = new MergeTable(merges.size());
    for (int rank = 0; rank < merges.size(); rank++) {
      var merge = merges.get(rank);
      var token = vocabulary.get(merge.left()) + vocabulary.get(merge.right());
      table.add(merge.left(), merge.right(), rank, Objects.requireNonNull(ids.get(token)));
    }
    return table;
  }

  private static List<AddedToken> added(List<String> vocabulary, Collection<String> specials) {
    return specials.stream()
        .map(special -> AddedToken.special(vocabulary.indexOf(special), special))
        .toList();
  }

  private static byte[] file(
      TokenTable tokens,
      List<AddedToken> added,
      Normalizer normalizer,
      PreTokenizer preTokenizer,
      Model model,
      Template template,
      Decoder decoder) {
    return TokenizerFiles.tokenizerJson(
        new Pipeline(
            new Pipeline.Origin("trained", List.of(), List.of()),
            tokens,
            added,
            normalizer,
            preTokenizer,
            model,
            template,
            decoder));
  }
}
