package dev.jeton.learn.elastic;

/**
 * The networks between square pictures and tokens, as texts. A picture is cut into patches; with
 * {@link Tokens#LINE} or {@link Tokens#CAUSAL} latent tokens are learnt vectors that attend to the
 * patches, and the decoder is given them and a learnt vector for each patch to come (Yu et al., An
 * Image is Worth 32 Tokens, arXiv:2406.07550, section 3.2); with {@link Tokens#GRID} each patch is
 * a token and everything else is equal.
 *
 * @param side of a picture in pixels, a multiple of {@code patch}
 * @param patch side of a patch: 4, 8 or 16 pixels; 8 and 16 are reached by convolutions from 4
 * @param tokens where tokens stand
 * @param count tokens of a picture; for a grid the number of patches
 * @param dim numbers per token before the nearest code is taken
 * @param width numbers per place inside
 * @param heads of attention
 * @param encoderBlocks of attention and feed-forward, as {@code decoderBlocks}
 * @param start of what is appended; means nothing with a grid
 */
public record ElasticShape(
    int side,
    int patch,
    Tokens tokens,
    int count,
    int dim,
    int width,
    int heads,
    int encoderBlocks,
    int decoderBlocks,
    Start start) {

  /** What latent tokens, and the decoder's places, have to begin with. */
  public enum Start {
    /** A learnt vector alone, as published. */
    LEARNT,
    /**
     * Also a learnt linear map of what they are appended to, which starts as the cosine transform
     * of the patches: tokens carry something from the first step, coarse to fine.
     */
    COSINE
  }

  /** How tokens stand to the picture and to each other. */
  public enum Tokens {
    /** One per patch. */
    GRID,
    /** A line; every place sees every other. */
    LINE,
    /** A line; a token sees all patches and the tokens before it. */
    CAUSAL
  }

  public ElasticShape {
    if (patch != 4 && patch != 8 && patch != 16 || side % patch != 0) {
      throw new IllegalArgumentException(
          "patches have 4, 8 or 16 pixels a side and fill the picture, found %d in %d"
              .formatted(patch, side));
    }
    int patches = (side / patch) * (side / patch);
    if (count < 1 || tokens == Tokens.GRID && count != patches) {
      throw new IllegalArgumentException(
          "expected %s tokens, found %d"
              .formatted(tokens == Tokens.GRID ? patches : "1 or more", count));
    }
  }

  /** Patches along a side. */
  public int grid() {
    return side / patch;
  }

  /** From pixels {@code [3][side][side]} to {@code [dim][1][count]}, or {@code [dim][g][g]}. */
  public String encoder() {
    var text = new StringBuilder("seq(affine(4,-2),unshuffle(4)");
    int at = patch == 4 ? width : width / 2;
    text.append(",conv(48,%d,3)".formatted(at));
    for (int size = 4; size < patch; size *= 2) {
      boolean last = 2 * size == patch;
      text.append(",res(%d,norm=inside),down(%d,%d)".formatted(at, at, last ? width : at));
      at = last ? width : at;
    }
    text.append(",position(%d,%d,%d)".formatted(width, grid(), grid()));
    if (tokens != Tokens.GRID) {
      text.append(
          ",register(%d,%d%s)"
              .formatted(count, width, start == Start.COSINE ? ",pooled=" + grid() : ""));
    }
    blocks(text, encoderBlocks, tokens == Tokens.CAUSAL ? ",registers=" + count : "");
    if (tokens != Tokens.GRID) {
      text.append(",last(%d)".formatted(count));
    }
    return text.append(",norm(%d),conv(%d,%d,1))".formatted(width, width, dim)).toString();
  }

  /** The reverse; of a line also from its first tokens alone. */
  public String decoder() {
    var text = new StringBuilder(places());
    int at = width;
    for (int size = patch; size > 4; size /= 2) {
      int to = width / 2;
      text.append(",up(%d,%d),res(%d,norm=inside)".formatted(at, to, to));
      at = to;
    }
    return text.append(",conv(%d,48,3),shuffle(4),affine(0.25,0.5))".formatted(at)).toString();
  }

  /** From tokens to scores of {@code classes} for each patch: {@code [classes][g][g]}. */
  public String classifier(int classes) {
    return places() + ",conv(%d,%d,1))".formatted(width, classes);
  }

  /** From tokens to a vector for each patch. */
  private String places() {
    var text = new StringBuilder("seq(conv(%d,%d,1)".formatted(dim, width));
    if (tokens == Tokens.GRID) {
      text.append(",position(%d,%d,%d)".formatted(width, grid(), grid()));
      blocks(text, decoderBlocks, "");
    } else {
      text.append(",prefix(%d,%d)".formatted(count, width));
      text.append(
          ",register(%d,%d%s)"
              .formatted(grid() * grid(), width, start == Start.COSINE ? ",spread=" + count : ""));
      blocks(text, decoderBlocks, "");
      text.append(",last(%d,%d)".formatted(grid(), grid()));
    }
    return text.append(",norm(%d)".formatted(width)).toString();
  }

  private void blocks(StringBuilder text, int count, String option) {
    for (int i = 0; i < count; i++) {
      text.append(
          ",attention(%d,%d%s),mlp(%d,%d)".formatted(width, heads, option, width, 4 * width));
    }
  }
}
