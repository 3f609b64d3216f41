package dev.jeton.text;

import dev.jeton.text.decoder.Decoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text from ids that come one at a time. What it gives is whole characters only; all of it together
 * is what {@link Tokenizer#decode} gives. For one thread.
 */
public final class StreamingDecoder {
  private final Tokenizer tokenizer;
  private final Decoder.Receiver receiver;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer waiting = ByteBuffer.allocate(64); // begins with an incomplete character
  private boolean ended;

  StreamingDecoder(Tokenizer tokenizer, Decoder decoder) {
    this.tokenizer = tokenizer;
    receiver = decoder.into(new Waiting());
  }

  /**
   * The text that is certain after one more id; often a token's text, sometimes nothing.
   *
   * @throws TokenizerException if there is no token of this id
   */
  public String accept(int id) {
    if (ended) {
      throw new IllegalStateException("finished");
    }
    byte[] token = tokenizer.token(id);
    if (token.length > 0) {
      receiver.token(token);
    }
    return text();
  }

  /** The rest; a character that was never completed is U+FFFD. No ids may come after. */
  public String finish() {
    if (ended) {
      return "";
    }
    receiver.end();
    ended = true;
    return text();
  }

  private String text() {
    waiting.flip();
    var chars = CharBuffer.allocate(waiting.remaining() + 1);
    utf8.decode(waiting, chars, ended);
    if (ended) {
      utf8.flush(chars);
    }
    waiting.compact();
    return chars.flip().toString();
  }

  private final class Waiting implements Decoder.Receiver {
    @Override
    public void token(byte[] bytes) {
      if (waiting.remaining() < bytes.length) {
        var larger = ByteBuffer.allocate(2 * waiting.capacity() + bytes.length);
        waiting = larger.put(waiting.flip());
      }
      waiting.put(bytes);
    }

    @Override
    public void end() {}
  }
}
