package dev.jeton.text;

import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.chat.RenderedChat;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.file.KnownTiktoken;
import dev.jeton.text.file.TokenizerFiles;
import dev.jeton.text.model.TokenBuffer;
import dev.jeton.text.postprocessor.Template.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Text to ids and back. Immutable, for any number of threads. A new one takes special tokens in a
 * text as text, and puts the tokens around a text that its file asks for; {@link #with} and {@link
 * #bare} change that. Texts are never cut or padded, whatever the file says, but by {@link
 * #inputs}.
 */
public final class Tokenizer {
  private final Encoder encoder;
  private final Pipeline parts;
  private final AddedTokens added;

  /** A tokenizer of these parts. */
  public Tokenizer(Pipeline parts) {
    this(
        new Encoder(
            parts,
            new AddedTokens(parts.added(), parts.normalizer()),
            Admission.of(SpecialTokens.AS_TEXT),
            true));
  }

  private Tokenizer(Encoder encoder) {
    this.encoder = encoder;
    parts = encoder.parts();
    added = encoder.added();
  }

  /**
   * Reads a tokenizer file, whose format is recognised.
   *
   * @throws TokenizerException if it is none, or broken, or asks for what is not known
   */
  public static Tokenizer open(Path file) throws IOException {
    return TokenizerFiles.open(file);
  }

  /**
   * An encoding of OpenAI by its name: {@code cl100k_base}, {@code o200k_base}, {@code
   * o200k_harmony}, {@code r50k_base}, {@code p50k_base} or {@code p50k_edit}. Their vocabularies
   * are not in Jeton but in {@code com.knuddels:jtokkit}, which must be on the class path.
   *
   * @throws TokenizerException if there is none of this name, or its vocabulary is not there
   */
  public static Tokenizer named(String encoding) throws IOException {
    return TokenizerFiles.open(KnownTiktoken.named(encoding));
  }

  /**
   * Reads a {@code .tiktoken} file that is none of the known ones.
   *
   * @param pattern the regular expression whose matches are the pieces that no token crosses
   */
  public static Tokenizer open(Path file, String pattern) throws IOException {
    return TokenizerFiles.open(file, pattern);
  }

  /** The same with another policy for special tokens that are written in a text. */
  public Tokenizer with(SpecialTokens policy) {
    return new Tokenizer(encoder.with(Admission.of(policy), encoder.template()));
  }

  /** The same without the tokens that the file puts around a text, such as {@code [CLS]}. */
  public Tokenizer bare() {
    return new Tokenizer(encoder.with(encoder.specials(), false));
  }

  /** The ids of {@code text}; a surrogate without its partner counts as U+FFFD. */
  public int[] encode(String text) {
    return encodeValid(Utf8.encode(text));
  }

  /**
   * The ids of a text in UTF-8.
   *
   * @throws TokenizerException if it is not UTF-8
   */
  public int[] encode(byte[] utf8) {
    return encodeValid(Encoder.valid(utf8));
  }

  private int[] encodeValid(byte[] utf8) {
    var tokens = TokenBuffer.keepingIds(utf8.length / 3);
    encoder.encode(utf8, tokens);
    return tokens.ids();
  }

  /**
   * The ids of a conversation, without the tokens that the file puts around a text: the template
   * writes those itself. Control tokens that the template wrote become ids; {@link #with} is for
   * those in which the conversation's own text has a part, which by default are text.
   */
  public int[] encodeChat(RenderedChat chat) {
    var inChat = encoder.with(encoder.specials().in(chat), false);
    return new Tokenizer(inChat).encode(chat.text());
  }

  /** The ids of {@code text} and where they stand. */
  public Encoding encodeWithOffsets(String text) {
    return offsets(Utf8.encode(text));
  }

  /** The ids of a text in UTF-8 and where they stand. */
  public Encoding encodeWithOffsets(byte[] utf8) {
    return offsets(Encoder.valid(utf8));
  }

  private Encoding offsets(byte[] utf8) {
    var tokens = TokenBuffer.keepingOffsets(utf8.length / 3);
    encoder.encode(utf8, tokens);
    return Encoding.of(utf8, tokens.ids(), tokens.starts(), tokens.ends());
  }

  /** The ids of each text, in their order; on all cores. */
  public List<int[]> encodeAll(List<String> texts) {
    return texts.parallelStream().map(this::encode).toList();
  }

  /** How many ids each text has, in their order; on all cores. */
  public int[] countAll(List<String> texts) {
    return texts.parallelStream().mapToInt(this::count).toArray();
  }

  /**
   * What a model is given for texts or pairs of texts: cut and padded as the file says, unless
   * {@link ModelInputs#with} says otherwise. Nothing else here cuts or pads: {@link #encode} and
   * {@link #count} take whole texts, so that a count never stops at a file's maximum.
   */
  public ModelInputs inputs() {
    return new ModelInputs(this, parts.inputs().truncation(), parts.inputs().padding());
  }

  /** What so many texts, 1 or 2, become; without the template's tokens if this is bare. */
  List<Part> around(int texts) {
    var all = texts == 1 ? parts.template().single() : parts.template().pair();
    return encoder.template()
        ? all
        : all.stream().filter(part -> part instanceof Part.Sequence).toList();
  }

  /** How many ids {@link #encode(String)} gives; none are kept. */
  public int count(String text) {
    return countValid(Utf8.encode(text));
  }

  /** How many ids {@link #encode(byte[])} gives; none are kept. */
  public int count(byte[] utf8) {
    return countValid(Encoder.valid(utf8));
  }

  private int countValid(byte[] utf8) {
    var tokens = TokenBuffer.counting();
    encoder.encode(utf8, tokens);
    return tokens.size();
  }

  /** A count for a text that grows at its ends, empty at first; no template is added. */
  public TokenCounter counter() {
    return new TokenCounter(bare(), !added.findsAny(encoder.specials()));
  }

  /** Where the tokens of {@code text} begin, to count those of any part; no template is added. */
  public TokenIndex index(String text) {
    var encoding = bare().encodeWithOffsets(text);
    return TokenIndex.of(encoding.charStarts(), text.length());
  }

  /**
   * The longest beginning or end of {@code text} that holds at most so many of its tokens and does
   * not end inside a character; empty where even one character takes more. No template is added.
   *
   * @param tokens at least 0
   */
  public Chunk truncate(String text, int tokens, Keep keep) {
    if (tokens < 0) {
      throw new TokenizerException("expected at least 0 tokens, found " + tokens);
    }
    byte[] utf8 = Utf8.encode(text);
    var found = TokenBuffer.keepingOffsets(utf8.length / 3);
    bare().encoder.encode(utf8, found);
    return new Chunker(utf8, found.starts(), found.ends()).kept(tokens, keep);
  }

  /**
   * Cuts {@code text} into parts of at most {@code tokens} of its tokens: exactly that many, except
   * in the last and where a cut would be inside a character; a single character that takes more
   * stays whole. Without overlap the parts together are the text. No template is added.
   *
   * @param tokens at least 1
   * @param overlap how many tokens a part has in common with the one before, less than {@code
   *     tokens}
   */
  public List<Chunk> split(String text, int tokens, int overlap) {
    if (tokens < 1 || overlap < 0 || overlap >= tokens) {
      throw new TokenizerException(
          "expected at least 1 token and an overlap below it, found %d and %d"
              .formatted(tokens, overlap));
    }
    byte[] utf8 = Utf8.encode(text);
    var found = TokenBuffer.keepingOffsets(utf8.length / 3);
    bare().encoder.encode(utf8, found);
    return new Chunker(utf8, found.starts(), found.ends()).split(tokens, overlap);
  }

  /**
   * The text of {@code ids}; bytes that are not UTF-8 become U+FFFD.
   *
   * @throws TokenizerException if there is no token of an id
   */
  public String decode(int... ids) {
    return Utf8.decode(decodeBytes(ids));
  }

  /** The bytes of {@code ids}; for byte-level vocabularies, those that were encoded. */
  public byte[] decodeBytes(int... ids) {
    var bytes = new Collected();
    var receiver = parts.decoder().into(bytes);
    for (int id : ids) {
      byte[] token = token(id);
      if (token.length > 0) {
        receiver.token(token);
      }
    }
    receiver.end();
    return bytes.all.toByteArray();
  }

  /** The beginning of a text whose ids come one at a time. */
  public StreamingDecoder streamingDecoder() {
    return new StreamingDecoder(this, parts.decoder());
  }

  /** One more than the largest id. */
  public int size() {
    return parts.tokens().size();
  }

  /** Whether there is a token of this id; ids may have holes. */
  public boolean has(int id) {
    return parts.tokens().has(id);
  }

  /**
   * The bytes of a token: for byte-level vocabularies those that it stands for, for others its
   * UTF-8 as the file writes it.
   *
   * @throws TokenizerException if there is no token of this id
   */
  public byte[] token(int id) {
    if (!has(id)) {
      throw new TokenizerException(
          "expected an id of the vocabulary, 0 to %d, found %d".formatted(size() - 1, id));
    }
    return parts.tokens().bytes(id);
  }

  /** The id of the token with these bytes, as {@link #token} gives them. */
  public OptionalInt id(byte[] token) {
    int id = parts.tokens().find(token);
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Whether a token is looked for in a text before anything else. */
  boolean isAdded(int id) {
    return added.byId(id) != null;
  }

  /** Those of {@code ids} that are no control tokens, to decode text alone. */
  public int[] withoutSpecials(int... ids) {
    return IntStream.of(ids).filter(id -> !isSpecial(id)).toArray();
  }

  /** Whether a token is for control and not for text. */
  public boolean isSpecial(int id) {
    var token = added.byId(id);
    return token != null && token.special();
  }

  /**
   * The id of a special token by its name, such as {@code <|endoftext|>}.
   *
   * @throws TokenizerException if there is none of this name
   */
  public int special(String name) {
    return added.all().stream()
        .filter(token -> token.special() && token.content().equals(name))
        .mapToInt(AddedToken::id)
        .findFirst()
        .orElseThrow(() -> new TokenizerException(noSpecial(name)));
  }

  /** The tokens that are looked for in a text before anything else. */
  public List<AddedToken> addedTokens() {
    return added.all();
  }

  /**
   * This as a {@code tokenizer.json} of Hugging Face's tokenizers, in UTF-8, whatever it was read
   * from; a policy for special tokens and {@link #bare} are not part of it.
   *
   * @throws TokenizerException if the format cannot say something of it
   */
  public byte[] tokenizerJson() {
    return TokenizerFiles.tokenizerJson(parts);
  }

  /** What this was made from. */
  public Pipeline parts() {
    return parts;
  }

  private String noSpecial(String name) {
    var some =
        added.all().stream().filter(AddedToken::special).map(AddedToken::content).limit(8).toList();
    return "no special token '%s'; there are %s"
        .formatted(name, some.isEmpty() ? "none" : String.join(", ", some));
  }

  private static final class Collected implements Decoder.Receiver {
    final ByteArrayOutputStream all = new ByteArrayOutputStream();

    @Override
    public void token(byte[] bytes) {
      all.writeBytes(bytes);
    }

    @Override
    public void end() {}
  }
}
