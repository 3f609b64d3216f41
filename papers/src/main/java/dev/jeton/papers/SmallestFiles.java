package dev.jeton.papers;

import dev.jeton.beds.Classifier;
import dev.jeton.core.Signal;
import dev.jeton.learn.Losses;
import dev.jeton.learn.data.Pictures;
import dev.jeton.media.image.PeerFormat;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Pictures in a peer's format at its lowest quality. */
record SmallestFiles(PeerFormat format) {
  private static final int BATCH = 100;
  private static final int SCALES = 2;
  private static final int START_OF_SCAN = 0xDA;

  /**
   * Means of {@code psnr}, {@code ms_ssim}, {@code accuracy}, {@code bytes}, {@code data_bytes}.
   */
  Map<String, Double> measure(Pictures pictures, Classifier classifier) {
    int n = pictures.size();
    var numbers = new LinkedHashMap<String, Double>();
    for (int start = 0; start < n; start += BATCH) {
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var indices = IntStream.range(start, Math.min(n, start + BATCH)).toArray();
        var x = pictures.batch(indices);
        var y = decoded(x, numbers, n);
        for (float error : Losses.squared(x, y).toFloats()) {
          add(numbers, "psnr", -10 * Math.log10(Math.max(error, 1e-10)) / n);
        }
        add(numbers, "ms_ssim", Losses.msSsim(x, y, SCALES).sum().item() / n);
        var said = IndexOps.argmax(classifier.logits(y), 1);
        var right = IndexOps.same(said, pictures.labels(indices)).floats().sum().item();
        add(numbers, "accuracy", right / n);
      }
    }
    return numbers;
  }

  private static void add(Map<String, Double> numbers, String key, double value) {
    numbers.merge(key, value, Double::sum);
  }

  private Tensor decoded(Tensor x, Map<String, Double> numbers, int all) {
    int n = (int) x.size(0);
    int height = (int) x.size(2);
    int width = (int) x.size(3);
    float[] pixels = x.permute(0, 2, 3, 1).toFloats();
    int size = height * width * Signal.Image.CHANNELS;
    var out = new float[pixels.length];
    for (int i = 0; i < n; i++) {
      var own = Arrays.copyOfRange(pixels, i * size, (i + 1) * size);
      byte[] file = format.write(new Signal.Image(width, height, own), format.leastQuality());
      add(numbers, "bytes", (double) file.length / all);
      add(numbers, "data_bytes", (double) data(file) / all);
      System.arraycopy(format.read(file).pixels(), 0, out, i * size, size);
    }
    return Tensor.of(out, n, height, width, Signal.Image.CHANNELS).permute(0, 3, 1, 2);
  }

  /** Of a JPEG the bytes behind its last header and before its end marker; else the whole file. */
  private int data(byte[] file) {
    if (format != PeerFormat.JPEG) {
      return file.length;
    }
    for (int i = 2; i + 3 < file.length; ) {
      int length = 2 + ((file[i + 2] & 0xFF) << 8 | file[i + 3] & 0xFF);
      if ((file[i + 1] & 0xFF) == START_OF_SCAN) {
        return file.length - i - length - 2;
      }
      i += length;
    }
    throw new IllegalArgumentException("a JPEG without a scan");
  }
}
