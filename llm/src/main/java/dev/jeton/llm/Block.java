package dev.jeton.llm;

import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer; what an architecture does not have is null.
 *
 * @param attentionNorm before attention
 * @param queryNorm of each head's query
 * @param keyNorm of each head's key
 * @param afterAttention of what attention adds
 * @param feedForwardNorm before the feed-forward network
 * @param gate whose activation is multiplied with {@code up}; without it {@code up} is activated
 * @param afterFeedForward of what the feed-forward network adds
 */
record Block(
    Norm attentionNorm,
    Linear query,
    Linear key,
    Linear value,
    @Nullable Norm queryNorm,
    @Nullable Norm keyNorm,
    Linear output,
    @Nullable Norm afterAttention,
    Norm feedForwardNorm,
    @Nullable Linear gate,
    Linear up,
    Linear down,
    @Nullable Norm afterFeedForward) {

  /** Bytes of weights. */
  long bytes() {
    long bytes = 0;
    for (var linear : new Linear[] {query, key, value, output, up, down}) {
      bytes += linear.matrix().bytes();
    }
    return gate == null ? bytes : bytes + gate.matrix().bytes();
  }
}
