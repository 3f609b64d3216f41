package dev.jeton.langchain4j;

import dev.jeton.text.Tokenizer;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.segment.TextSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits documents into segments of so many tokens, at token boundaries and never inside a
 * character. Each segment has the document's metadata and, as those of LangChain4j's own splitters,
 * its number from 0 as {@code index}.
 *
 * @param tokens of a segment at most, as they stand in the document; encoded on its own a segment
 *     may have a few more or fewer, since words are cut
 * @param overlap tokens at the end of a segment that begin the next one too, fewer than {@code
 *     tokens}
 */
public record JetonDocumentSplitter(Tokenizer tokenizer, int tokens, int overlap)
    implements DocumentSplitter {
  private static final String INDEX = "index";

  public JetonDocumentSplitter {
    if (tokens < 1 || overlap < 0 || overlap >= tokens) {
      throw new IllegalArgumentException(
          "expected at least 1 token and an overlap of 0 to %d, found %d and %d"
              .formatted(Math.max(0, tokens - 1), tokens, overlap));
    }
    tokenizer = tokenizer.bare();
  }

  @Override
  public List<TextSegment> split(Document document) {
    var segments = new ArrayList<TextSegment>();
    for (var chunk : tokenizer.split(document.text(), tokens, overlap)) {
      if (chunk.text().isBlank()) {
        continue; // a TextSegment must say something
      }
      var metadata = document.metadata().copy().put(INDEX, String.valueOf(segments.size()));
      segments.add(TextSegment.from(chunk.text(), metadata));
    }
    return segments;
  }
}
