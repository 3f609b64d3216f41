package dev.jeton.learn;

import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.List;

/**
 * Predicts one vector for a picture from the vectors of its places: a linear map, a learnt summary
 * token in front, a transformer over all, a linear map of what the summary token became. Trained
 * towards a frozen network's features it draws their meaning into the codes it reads (Bai et al.,
 * Factorized Visual Tokenization and Generation, 2024: representation learning).
 */
public final class RepresentationHead {
  private final Transformer transformer;
  private final Tensor in;
  private final Tensor summary;
  private final Tensor positions;
  private final Tensor out;
  private final int places;
  private final int dim;

  /**
   * @param from numbers per place
   * @param places per picture
   * @param to numbers to predict
   */
  public RepresentationHead(
      int from, int places, int to, Transformer.Shape shape, Parameters parameters, String prefix) {
    var own = new LayerParameters(parameters, prefix);
    this.places = places;
    this.dim = shape.dim();
    in = own.normal("in.weight", 1 / Math.sqrt(from), dim, from);
    summary = own.normal("summary", 1, 1, 1, dim);
    positions = own.normal("positions", 0.5, places, dim);
    transformer = new Transformer(shape, parameters, prefix + "transformer.");
    out = own.normal("out.weight", 1 / Math.sqrt(dim), to, dim);
  }

  /**
   * The predicted vectors.
   *
   * @param rows {@code [n · places, from]}
   * @return {@code [n, to]}
   */
  public Tensor forward(Tensor rows) {
    var x = NetOps.linear(rows, in, null).reshape(-1, places, dim).add(positions);
    var first = summary.expand(x.size(0), 1, dim);
    var y = transformer.forward(IndexOps.cat(List.of(first, x), 1), null);
    return NetOps.linear(y.narrow(1, 0, 1).reshape(-1, dim), out, null);
  }
}
