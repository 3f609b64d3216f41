package dev.jeton.learn.flow;

import dev.jeton.learn.LayerParameters;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Tensor;
import java.util.List;

/**
 * A transformer block over two groups of places that attend to each other and share all weights but
 * those by which the time modulates them.
 */
final class ModulatedBlock {
  /** Shift, scale and gate of attention, then of the second half. */
  private static final int PARTS = 6;

  private final int heads;
  private final Modulation ofRegisters;
  private final Modulation ofPatches;
  private final Tensor qkv;
  private final Tensor qkvBias;
  private final Tensor output;
  private final Tensor outputBias;
  private final Tensor up;
  private final Tensor upBias;
  private final Tensor down;
  private final Tensor downBias;

  /**
   * Both groups.
   *
   * @param registers {@code [n, registers, dim]}
   * @param patches {@code [n, patches, dim]}
   */
  record Groups(Tensor registers, Tensor patches) {}

  ModulatedBlock(LayerParameters own, int dim, int heads, int hidden) {
    this.heads = heads;
    ofRegisters = new Modulation(own.within("registers"), dim, PARTS);
    ofPatches = new Modulation(own.within("patches"), dim, PARTS);
    qkv = own.normal("qkv.weight", 1 / Math.sqrt(dim), 3L * dim, dim);
    qkvBias = own.constant("qkv.bias", 0, 3L * dim);
    output = own.normal("out.weight", 1 / Math.sqrt(dim), dim, dim);
    outputBias = own.constant("out.bias", 0, dim);
    up = own.normal("up.weight", Math.sqrt(2.0 / dim), hidden, dim);
    upBias = own.constant("up.bias", 0, hidden);
    down = own.normal("down.weight", 1 / Math.sqrt(hidden), dim, hidden);
    downBias = own.constant("down.bias", 0, dim);
  }

  /**
   * @param time silu of the time's vector, {@code [n or 1, dim]}
   */
  Groups forward(Groups x, Tensor time) {
    var r = ofRegisters.of(time);
    var p = ofPatches.of(time);
    long count = x.registers().size(1);
    // [n, registers + patches, 3 · dim]
    var joined = IndexOps.cat(List.of(projected(x.registers(), r), projected(x.patches(), p)), 1);
    var mixed = NetOps.linear(attention(joined), output, outputBias);
    var registers = x.registers().add(mixed.narrow(1, 0, count).mul(r.get(2)));
    var patches = x.patches().add(mixed.narrow(1, count, mixed.size(1) - count).mul(p.get(2)));
    return new Groups(second(registers, r), second(patches, p));
  }

  private Tensor projected(Tensor x, List<Tensor> modulation) {
    return NetOps.linear(Modulation.apply(x, modulation.get(0), modulation.get(1)), qkv, qkvBias);
  }

  private Tensor attention(Tensor joined) {
    long n = joined.size(0);
    long places = joined.size(1);
    // [3, n, heads, places, dim / heads]
    var all = joined.reshape(n, places, 3, heads, -1).permute(2, 0, 3, 1, 4);
    var shape = new long[] {n, heads, places, all.size(4)};
    var mixed =
        NetOps.attention(
            all.narrow(0, 0, 1).reshape(shape),
            all.narrow(0, 1, 1).reshape(shape),
            all.narrow(0, 2, 1).reshape(shape),
            false);
    return mixed.transpose(1, 2).reshape(n, places, -1);
  }

  private Tensor second(Tensor x, List<Tensor> modulation) {
    var h = Modulation.apply(x, modulation.get(3), modulation.get(4));
    var y = NetOps.linear(NetOps.gelu(NetOps.linear(h, up, upBias)), down, downBias);
    return x.add(y.mul(modulation.get(5)));
  }
}
