package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.learn.flow.FlowSampler;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole row on a handful of made-up pictures. */
class FlexTokTest {
  private static final FlexTokSize TINY = new FlexTokSize(16, 1, 1, 3, 4, 1e-3, 2, 20, 3);

  @TempDir Path folder;

  /** Ten classes of random pictures, laid out as CIFAR-10's zip. */
  private void pictures() throws IOException {
    var random = new Seed().random();
    var zip = Files.createDirectories(folder.resolve("data/cifar10")).resolve("cifar10.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var part : List.of("train", "test")) {
        for (int i = 0; i < 100; i++) {
          var picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
          for (int p = 0; p < 1024; p++) {
            picture.setRGB(p % 32, p / 32, random.nextInt(1 << 24));
          }
          out.putNextEntry(new ZipEntry("%s/class%d/%04d.png".formatted(part, i % 10, i / 10)));
          assertTrue(ImageIO.write(picture, "png", out));
          out.closeEntry();
        }
      }
    }
  }

  @Test
  void runsFromPicturesToClaims() throws IOException {
    pictures();
    var plan =
        new LocalWorkbench.Plan(
            13, List.of(9L), Duration.ofMinutes(1), Instant.MAX, Pattern.compile(""), "test");
    var cache = Files.createDirectories(folder.resolve("cache"));
    var results = new Results(folder.resolve("results"));
    var data = new DataSets(folder.resolve("data"));
    try (var bench =
        new LocalWorkbench(plan, data, new Cache(cache, line -> {}), results, line -> {})) {
      var report = new FlexTok(TINY).run(bench);
      assertEquals(13, report.paper());
      assertTrue(report.claims().stream().allMatch(claim -> Double.isFinite(claim.ours())));
    }
    var nested = results.of(13).cell("nested", 9).orElseThrow().numbers();
    assertEquals(5 * 3 + 2, nested.size());
    assertTrue(
        nested.getOrDefault("psnr_16", 0.0) > 0 && nested.getOrDefault("fd_cls_1", 0.0) > 0,
        nested.toString());
    var fixed = results.of(13).cell("fixed length 4", 9).orElseThrow().numbers();
    assertTrue(fixed.containsKey("psnr_4") && !fixed.containsKey("psnr_16"), fixed.toString());
    var drawn = results.of(13).cell("autoregression over nested", 9).orElseThrow().numbers();
    assertTrue(drawn.getOrDefault("class_accuracy_8", 2.0) <= 1, drawn.toString());
  }

  /** What a register says depends on earlier ones only, what is drawn on those that are kept. */
  @Test
  void prefixesStandAlone() {
    var seed = new Seed();
    try (var parameters = new Parameters(1, Device.CPU)) {
      var codec = FlexTokCodec.of(TINY, 16, parameters);
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        parameters
            .all()
            .forEach(
                (name, t) ->
                    t.copyFrom(t.add(Tensor.of(seed.normals((int) t.count(), 0.1), t.shape()))));
        var ids = new int[32];
        Arrays.setAll(ids, i -> seed.random().nextInt(1000));
        var sampler = new FlowSampler(2);
        float[] four = codec.draw(ids, 4, sampler, 5).toFloats();
        var others = ids.clone();
        for (int i = 4; i < 16; i++) {
          others[i] = seed.random().nextInt(1000);
        }
        assertArrayEquals(four, codec.draw(others, 4, sampler, 5).toFloats(), seed.get());
        others[0] = (others[0] + 500) % 1000;
        assertFalse(Arrays.equals(four, codec.draw(others, 4, sampler, 5).toFloats()), seed);

        var pictures = Tensor.of(seed.normals(2 * 3072, 0.3), 2, 3, 32, 32);
        float[] before = codec.unbounded(pictures).toFloats(); // [2 · 16, 4]
        var table = parameters.get("encoder.4.table"); // of the registers, [16, width]
        float[] changed = table.toFloats();
        for (int i = 5 * 16; i < changed.length; i++) {
          changed[i] += 1;
        }
        parameters.set("encoder.4.table", changed);
        float[] after = codec.unbounded(pictures).toFloats();
        for (int n = 0; n < 2; n++) {
          assertArrayEquals(
              Arrays.copyOfRange(before, n * 64, n * 64 + 20),
              Arrays.copyOfRange(after, n * 64, n * 64 + 20),
              1e-5f,
              seed.get());
          assertFalse(before[n * 64 + 20] == after[n * 64 + 20], seed);
        }
      }
    }
  }
}
