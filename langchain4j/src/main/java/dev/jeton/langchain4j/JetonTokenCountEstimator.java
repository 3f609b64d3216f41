package dev.jeton.langchain4j;

import dev.jeton.text.Tokenizer;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.TokenCountEstimator;
import java.util.List;

/**
 * Counts with the model's own tokenizer. A text's count is exact, without the tokens that some
 * tokenizer files put around a text. A message's count is that of its texts and, of a call of a
 * tool, its name and arguments; what a model's chat format adds is not in a tokenizer and can be
 * given as {@link Overhead}. Immutable, for any number of threads.
 *
 * @param overhead what the chat format adds
 */
public record JetonTokenCountEstimator(Tokenizer tokenizer, Overhead overhead)
    implements TokenCountEstimator {

  /**
   * Tokens that a chat format adds.
   *
   * @param perMessage around each message, its role included; at least 0
   * @param perRequest once per list of messages; at least 0
   */
  public record Overhead(int perMessage, int perRequest) {
    public static final Overhead NONE = new Overhead(0, 0);

    /** OpenAI's chat models since gpt-3.5-turbo-0613, by its cookbook. */
    public static final Overhead OPENAI = new Overhead(4, 3);

    public Overhead {
      if (perMessage < 0 || perRequest < 0) {
        throw new IllegalArgumentException(
            "expected at least 0 tokens per message and request, found %d and %d"
                .formatted(perMessage, perRequest));
      }
    }
  }

  public JetonTokenCountEstimator {
    tokenizer = tokenizer.bare();
  }

  /** Counts texts only. */
  public JetonTokenCountEstimator(Tokenizer tokenizer) {
    this(tokenizer, Overhead.NONE);
  }

  @Override
  public int estimateTokenCountInText(String text) {
    return tokenizer.count(text);
  }

  /**
   * How many tokens a message has, the overhead of one message included.
   *
   * @throws IllegalArgumentException if it holds something else than text
   */
  @Override
  public int estimateTokenCountInMessage(ChatMessage message) {
    return overhead.perMessage + content(message);
  }

  /**
   * How many tokens messages have, all overhead included.
   *
   * @throws IllegalArgumentException if they hold something else than text
   */
  @Override
  public int estimateTokenCountInMessages(Iterable<ChatMessage> messages) {
    int sum = overhead.perRequest;
    for (var message : messages) {
      sum += estimateTokenCountInMessage(message);
    }
    return sum;
  }

  private int content(ChatMessage message) {
    return switch (message) {
      case SystemMessage system -> tokenizer.count(system.text());
      case UserMessage user -> texts(user.contents());
      case AiMessage ai -> answer(ai);
      case ToolExecutionResultMessage result -> texts(result.contents());
      default ->
          throw new IllegalArgumentException(
              "expected a message of text, found one of type " + message.type());
    };
  }

  private int answer(AiMessage message) {
    if (!message.images().isEmpty() || !message.audios().isEmpty()) {
      throw new IllegalArgumentException(
          "expected a message of text, found %d images and %d sounds"
              .formatted(message.images().size(), message.audios().size()));
    }
    int sum = message.text() == null ? 0 : tokenizer.count(message.text());
    for (var call : message.toolExecutionRequests()) {
      sum += tokenizer.count(call.name());
      sum += call.arguments() == null ? 0 : tokenizer.count(call.arguments());
    }
    return sum;
  }

  private int texts(List<Content> contents) {
    int sum = 0;
    for (var content : contents) {
      if (!(content instanceof TextContent text)) {
        throw new IllegalArgumentException(
            "expected a message of text, found content of type " + content.type());
      }
      sum += tokenizer.count(text.text());
    }
    return sum;
  }
}
