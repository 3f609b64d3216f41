package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.torch.Device;
import dev.jeton.torch.Generator;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RepresentationHeadTest {

  @Test
  void contrastiveOfKnownAngles() {
    try (var scope = new Scope()) {
      var x = Tensor.of(new float[] {1, 0, 0, 1}, 2, 2);
      double own = Math.exp(1 / 0.5);
      assertEquals(-Math.log(own / (own + 1)), Losses.contrastive(x, x.mul(7), 0.5).item(), 1e-6);
    }
  }

  /** Each term moves the layers before it, as finite differences say, and not the teacher. */
  @Test
  void gradientsReachTheLayersBefore() {
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var first = parameters.normal("first", 0.5, 6, 5);
      var second = parameters.normal("second", 0.5, 4, 6);
      var teacher = parameters.normal("teacher", 1, 7, 6);
      var head =
          new RepresentationHead(
              4, 3, 6, new Transformer.Shape(1, 8, 2, 8, false), parameters, "head.");
      parameters
          .all()
          .forEach((name, t) -> t.copyFrom(t.add(new Generator(7).normal(t.shape()).mul(0.1))));
      var x = new Generator(3).normal(21, 5);
      java.util.function.Supplier<Tensor> loss =
          () -> {
            var z = NetOps.linear(NetOps.linear(x, first, null).tanh(), second, null); // [21, 4]
            return Losses.contrastive(head.forward(z), teacher, 0.3);
          };
      loss.get().backward();
      assertNull(teacher.grad(), "the teacher learns");
      for (var name : parameters.all().keySet()) {
        if (!name.equals("teacher")) {
          var tensor = parameters.get(name);
          float[] values = tensor.toFloats();
          float[] grad = Objects.requireNonNull(tensor.grad(), name + " does not move").toFloats();
          int at = 0;
          for (int i = 0; i < grad.length; i++) {
            at = Math.abs(grad[i]) > Math.abs(grad[at]) ? i : at;
          }
          assertTrue(grad[at] != 0, name + " does not move");
          double slope = 0;
          for (int sign = -1; sign <= 1; sign += 2) {
            var moved = values.clone();
            moved[at] += sign * 1e-2f;
            parameters.set(name, moved);
            slope += sign * loss.get().item() / 2e-2;
          }
          parameters.set(name, values);
          assertEquals(slope, grad[at], 0.02 * Math.abs(slope) + 1e-4, name);
        }
      }
    }
  }
}
