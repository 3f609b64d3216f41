package dev.jeton.learn;

import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack of Llama's blocks: x + attention(norm(x)), then x + down(silu(gate(norm(x))) ·
 * up(norm(x))), and a last norm. Touvron et al., arXiv:2302.13971, section 2.2. Parameters have the
 * names of GGUF's llama architecture.
 */
public final class Transformer {
  private static final double EPSILON = 1e-5;

  /**
   * @param layers blocks
   * @param dim numbers per place
   * @param heads of attention; divides {@code dim}
   * @param hidden numbers inside the second half of a block
   * @param causal whether each place sees only itself and those before it
   */
  public record Shape(int layers, int dim, int heads, int hidden, boolean causal) {
    public Shape {
      if (heads < 1 || dim % (2 * heads) != 0) {
        throw new IllegalArgumentException(
            "%d numbers cannot be split into %d heads of even size".formatted(dim, heads));
      }
    }
  }

  private final Shape shape;
  private final List<Block> blocks = new ArrayList<>();
  private final Tensor norm;

  /** Parameters that {@code parameters} does not hold yet are created; blocks start as identity. */
  public Transformer(Shape shape, Parameters parameters, String prefix) {
    this.shape = shape;
    var all = new LayerParameters(parameters, prefix);
    for (int i = 0; i < shape.layers(); i++) {
      blocks.add(new Block(all.within("blk." + i)));
    }
    norm = all.constant("output_norm.weight", 1, shape.dim());
  }

  public Shape shape() {
    return shape;
  }

  /**
   * All places at once.
   *
   * @param x {@code [batch, places, dim]}
   * @param rotary of these places, or null where {@code x} says where it is
   * @return the same shape
   */
  public Tensor forward(Tensor x, @Nullable Rotary rotary) {
    var y = x;
    for (var block : blocks) {
      y = block.forward(y, rotary, null);
    }
    return norm(y, norm);
  }

  /** Reads a sequence place by place, without gradients; made in the scope it lives in. */
  public final class Session {
    private final List<Cache> caches = new ArrayList<>();
    private final @Nullable Rotary rotary;
    private int place;

    private Session(long batch, int places, @Nullable Rotary rotary) {
      if (!shape.causal()) {
        throw new IllegalStateException("only a causal transformer reads place by place");
      }
      this.rotary = rotary;
      int dim = shape.dim() / shape.heads();
      for (int i = 0; i < shape.layers(); i++) {
        caches.add(
            new Cache(
                Tensor.zeros(batch, shape.heads(), places, dim),
                Tensor.zeros(batch, shape.heads(), places, dim)));
      }
    }

    /** Begins again at the first place, in the same memory. */
    public void restart() {
      place = 0;
    }

    /**
     * The next place.
     *
     * @param x {@code [batch, 1, dim]}
     */
    public Tensor step(Tensor x) {
      var here = rotary == null ? null : rotary.narrow(place, 1);
      var y = x;
      for (int i = 0; i < blocks.size(); i++) {
        y = blocks.get(i).forward(y, here, caches.get(i).at(place));
      }
      place++;
      return norm(y, norm);
    }
  }

  /** Opens a session for sequences of at most {@code places}. */
  public Session session(long batch, int places, @Nullable Rotary rotary) {
    return new Session(batch, places, rotary);
  }

  /** x · gain / √(mean of x² + ε): Zhang and Sennrich, arXiv:1910.07467, eq. 4. */
  private static Tensor norm(Tensor x, Tensor gain) {
    return x.mul(x.square().mean(-1).add(EPSILON).rsqrt()).mul(gain);
  }

  /** Keys and values of earlier places, {@code [batch, heads, places, dim]}. */
  private record Cache(Tensor keys, Tensor values) {
    At at(int place) {
      return new At(this, place);
    }

    private record At(Cache cache, int place) {
      Tensor keys(Tensor k) {
        return put(cache.keys, k);
      }

      Tensor values(Tensor v) {
        return put(cache.values, v);
      }

      private Tensor put(Tensor all, Tensor row) {
        all.narrow(2, place, 1).copyFrom(row);
        return all.narrow(2, 0, place + 1L);
      }
    }
  }

  private final class Block {
    private final Tensor attentionNorm;
    private final Tensor query;
    private final Tensor key;
    private final Tensor value;
    private final Tensor output;
    private final Tensor feedNorm;
    private final Tensor gate;
    private final Tensor up;
    private final Tensor down;

    Block(LayerParameters own) {
      int dim = shape.dim();
      int hidden = shape.hidden();
      double deviation = 1 / Math.sqrt(dim);
      attentionNorm = own.constant("attn_norm.weight", 1, dim);
      query = own.normal("attn_q.weight", deviation, dim, dim);
      key = own.normal("attn_k.weight", deviation, dim, dim);
      value = own.normal("attn_v.weight", deviation, dim, dim);
      output = own.constant("attn_output.weight", 0, dim, dim);
      feedNorm = own.constant("ffn_norm.weight", 1, dim);
      gate = own.normal("ffn_gate.weight", deviation, hidden, dim);
      up = own.normal("ffn_up.weight", deviation, hidden, dim);
      down = own.constant("ffn_down.weight", 0, dim, hidden);
    }

    Tensor forward(Tensor x, @Nullable Rotary rotary, Cache.@Nullable At at) {
      var h = norm(x, attentionNorm);
      var q = heads(NetOps.linear(h, query, null));
      var k = heads(NetOps.linear(h, key, null));
      var v = heads(NetOps.linear(h, value, null));
      if (rotary != null) {
        q = rotary.turn(q);
        k = rotary.turn(k);
      }
      var mixed =
          at == null
              ? NetOps.attention(q, k, v, shape.causal())
              : NetOps.attention(q, at.keys(k), at.values(v), false);
      var y = x.add(NetOps.linear(mixed.transpose(1, 2).reshape(x.shape()), output, null));
      var f = norm(y, feedNorm);
      var inner = NetOps.silu(NetOps.linear(f, gate, null)).mul(NetOps.linear(f, up, null));
      return y.add(NetOps.linear(inner, down, null));
    }

    /** {@code [batch, places, dim]} to {@code [batch, heads, places, dim / heads]}. */
    private Tensor heads(Tensor x) {
      return x.reshape(x.size(0), x.size(1), shape.heads(), -1).transpose(1, 2);
    }
  }
}
