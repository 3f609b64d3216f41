package dev.jeton.llm.bytes;

import dev.jeton.llm.Model;
import dev.jeton.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Probabilities of texts by going through all encodings that the tokenizer gives. */
record BruteForce(Model model, Tokenizer tokenizer) {

  /** Of all texts that begin with {@code text}, ASCII. */
  double probability(String text) {
    return probability(text.getBytes(StandardCharsets.UTF_8), new int[0]);
  }

  /** Of the text {@code text} alone. */
  double probabilityOfEnd(String text) {
    return end(text.getBytes(StandardCharsets.UTF_8), new int[0]);
  }

  private double probability(byte[] rest, int[] ids) {
    if (rest.length == 0) {
      return 1;
    }
    double sum = 0;
    double[] next = next(ids);
    for (int id = 0; id < next.length; id++) {
      byte[] token = tokenizer.token(id);
      int common = Math.min(token.length, rest.length);
      if (next[id] > 0
          && !tokenizer.isSpecial(id)
          && Arrays.equals(token, 0, common, rest, 0, common)) {
        sum += next[id] * probability(Arrays.copyOfRange(rest, common, rest.length), with(ids, id));
      }
    }
    return sum;
  }

  private double end(byte[] rest, int[] ids) {
    double[] next = next(ids);
    if (rest.length == 0) {
      return next[0];
    }
    double sum = 0;
    for (int id = 0; id < next.length; id++) {
      byte[] token = tokenizer.token(id);
      if (next[id] > 0
          && !tokenizer.isSpecial(id)
          && token.length <= rest.length
          && Arrays.equals(token, 0, token.length, rest, 0, token.length)) {
        sum += next[id] * end(Arrays.copyOfRange(rest, token.length, rest.length), with(ids, id));
      }
    }
    return sum;
  }

  private static int[] with(int[] ids, int id) {
    int[] more = Arrays.copyOf(ids, ids.length + 1);
    more[ids.length] = id;
    return more;
  }

  /** The model's probabilities without the encodings that the tokenizer does not give. */
  private double[] next(int[] ids) {
    var session = model.session();
    session.append(0);
    if (ids.length > 0) {
      session.append(ids);
    }
    float[] logits = session.logits();
    var next = new double[logits.length];
    double sum = 0;
    for (int id = 0; id < next.length; id++) {
      if (id == 0 ? whole(ids) : !tokenizer.isSpecial(id) && given(with(ids, id))) {
        next[id] = Math.exp(logits[id]);
        sum += next[id];
      }
    }
    for (int id = 0; id < next.length; id++) {
      next[id] /= sum;
    }
    return next;
  }

  /** Whether the tokenizer gives these ids for the beginning of some text. */
  private boolean given(int[] ids) {
    byte[] text = tokenizer.decodeBytes(ids);
    int lead = text[text.length - 1] & 0xFF;
    if (lead >= 0x80 && (lead < 0xC2 || lead > 0xF4)) {
      return false; // no text begins a character so
    }
    if (lead >= 0x80) { // completed to the first character that begins so
      int missing = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
      byte[] whole = Arrays.copyOf(text, text.length + missing);
      Arrays.fill(whole, text.length, whole.length, (byte) 0x80);
      whole[text.length] = (byte) (lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80);
      return begins(tokenizer.encode(whole), ids);
    }
    var written = new String(text, StandardCharsets.UTF_8);
    return Stream.of("", "a", "b", "c", "'", " ", "\n", "\u00d8", "\u0662", "\u00a9")
        .anyMatch(next -> begins(tokenizer.encode(written + next), ids));
  }

  private static boolean begins(int[] all, int[] first) {
    return all.length >= first.length
        && Arrays.equals(all, 0, first.length, first, 0, first.length);
  }

  private boolean whole(int[] ids) {
    return Arrays.equals(ids, tokenizer.encode(tokenizer.decode(ids)));
  }
}
