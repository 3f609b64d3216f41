package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.beds.Classifier;
import dev.jeton.core.Signal;
import dev.jeton.media.image.PeerFormat;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Scope;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SmallestFilesTest {

  /** Sizes are those of the files, data what stands between the scan's header and the end mark. */
  @Test
  void countsBytes() throws IOException {
    var seed = new Seed();
    try (var judge = Classifier.shipped();
        var scope = new Scope()) {
      var pictures = NoiseBed.of(seed, judge).test();
      var numbers = new SmallestFiles(PeerFormat.JPEG).measure(pictures, judge);
      double bytes = 0;
      double data = 0;
      for (int i = 0; i < pictures.size(); i++) {
        var own = picture(pictures.batch(new int[] {i}).toFloats());
        byte[] file = PeerFormat.JPEG.write(own, PeerFormat.JPEG.leastQuality());
        bytes += file.length;
        int scan = 0;
        while (file[scan] != (byte) 0xFF || file[scan + 1] != (byte) 0xDA) {
          scan++;
        }
        int header = 2 + (file[scan + 2] << 8) + file[scan + 3];
        assertEquals((byte) 0xD9, file[file.length - 1], "ends with its mark");
        data += file.length - 2 - scan - header;
      }
      assertEquals(bytes / pictures.size(), numbers.getOrDefault("bytes", 0.0), 1e-9);
      assertEquals(data / pictures.size(), numbers.getOrDefault("data_bytes", 0.0), 1e-9);
      double psnr = numbers.getOrDefault("psnr", 0.0);
      assertTrue(psnr > 5 && psnr < 20, "%s dB, %s".formatted(psnr, seed.get()));
    }
  }

  /** From {@code [3][32][32]} to a picture. */
  private static Signal.Image picture(float[] planes) {
    int pixels = planes.length / 3;
    var mixed = new float[planes.length];
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < 3; c++) {
        mixed[p * 3 + c] = planes[c * pixels + p];
      }
    }
    return new Signal.Image(32, pixels / 32, mixed);
  }
}
