package dev.jeton.llm;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.chat.ChatTemplate;
import dev.jeton.text.chat.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages that go to and fro between a user and a model. The session holds what was said: of each
 * new message only what the session does not have yet is read; where the template writes what came
 * before in another way, from there on. For one thread.
 */
public final class Conversation {
  private final Session session;
  private final Tokenizer tokenizer;
  private final ChatTemplate template;
  private final List<Message> messages = new ArrayList<>();

  /**
   * A conversation without messages.
   *
   * @param session an empty one
   */
  public Conversation(Session session, Tokenizer tokenizer, ChatTemplate template) {
    this.session = session;
    this.tokenizer = tokenizer;
    this.template = template;
  }

  /** What was said so far, in order. */
  public List<Message> messages() {
    return List.copyOf(messages);
  }

  /** The session that it is in. */
  public Session session() {
    return session;
  }

  /** Adds a message and reads nothing yet. */
  public void add(Message message) {
    messages.add(message);
  }

  /**
   * Reads what was not read yet, up to where the model answers.
   *
   * @return how many tokens were read
   * @throws ModelException if the context has no room for it; the messages stay
   */
  public int read() {
    int[] ids = tokenizer.encodeChat(template.render(messages));
    int[] known = session.ids();
    int same = Arrays.mismatch(known, ids);
    same = same < 0 ? ids.length : same;
    same = Math.min(same, ids.length - 1); // the last one says what comes next
    if (ids.length >= session.context()) {
      throw new ModelException(
          "expected a conversation of less than the context of %d tokens, found %d"
              .formatted(session.context(), ids.length));
    }
    if (same < session.length()) {
      session.truncate(same);
    }
    session.append(Arrays.copyOfRange(ids, same, ids.length));
    return ids.length - same;
  }

  /** Forgets all messages but the first {@code kept}; the session keeps what they share. */
  public void forget(int kept) {
    messages.subList(kept, messages.size()).clear();
  }
}
