package dev.jeton.papers;

import dev.jeton.beds.PictureAutoencoding;
import dev.jeton.beds.PictureCodec;
import dev.jeton.beds.PictureEvaluation;
import dev.jeton.beds.ShortTraining;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A tokenizer trained on CIFAR-10 for row 55: a convolutional autoencoder, cells of 4×4 pixels, one
 * codebook by moving averages from k-means, dead codes restarted.
 *
 * @param size of the codebook
 * @param seed of the training
 */
record LovtCodec(int size, long seed) {
  /** Tokens along a side of 32 pixels. */
  static final int GRID = 8;

  private static final int WIDTH = 64;
  private static final int BLOCKS = 2;
  private static final int DIM = 16;
  private static final int BATCH = 32;
  private static final double RATE = 2e-3;

  /**
   * What it makes of pictures.
   *
   * @param cifar ids of the training pictures, {@code [pictures][8][8]}
   * @param tiles ids of photos' tiles, {@code [tiles][8][8]}
   */
  record Ids(int[] cifar, int[] tiles) {}

  /**
   * Trained once, then read back.
   *
   * @param tiles of 32×32 pixels
   */
  Ids ids(Workbench bench, Supplier<CifarBed> bed, LovtScale scale, Supplier<Pictures> tiles) {
    var key =
        "row 55 ids: CIFAR cells 4, width %d, blocks %d, dim %d, size %d, averages k-means restart 0.01, steps %d, batch %d, rate %s, seed %d; BSDS val halved"
            .formatted(WIDTH, BLOCKS, DIM, size, scale.codecSteps(), BATCH, RATE, seed);
    return bench.cached(key, new IntsFormat(), () -> make(bed.get(), scale, tiles.get()));
  }

  private Ids make(CifarBed bed, LovtScale scale, Pictures tiles) throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU)) {
      var codec = codec(parameters);
      var objective =
          new PictureAutoencoding(
              codec, bed.train(), BATCH, Device.CPU, PictureAutoencoding.nothingElse());
      new ShortTraining("codebook of " + size, scale.codecSteps(), BATCH, RATE, seed)
          .run(parameters, objective, bed.listener());
      return new Ids(
          PictureEvaluation.ids(codec, bed.train()), PictureEvaluation.ids(codec, tiles));
    }
  }

  private PictureCodec codec(Parameters parameters) {
    try (var scope = new Scope()) {
      var learning = CodeLearning.averages().start(CodeLearning.Start.KMEANS).restart(0.01);
      return PictureCodec.ofCells4(
          WIDTH,
          BLOCKS,
          UnaryOperator.identity(),
          new LearntNearestCode(DIM, size, learning, parameters, "quantizer.", seed),
          parameters);
    }
  }

  private static final class IntsFormat implements Workbench.Format<Ids> {
    @Override
    public void write(Ids ids, Path file) throws IOException {
      try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
        write(ids.cifar(), out);
        write(ids.tiles(), out);
      }
    }

    private static void write(int[] values, DataOutputStream out) throws IOException {
      out.writeInt(values.length);
      for (int value : values) {
        out.writeInt(value);
      }
    }

    @Override
    public Ids read(Path file) throws IOException {
      try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
        return new Ids(read(in), read(in));
      }
    }

    private static int[] read(DataInputStream in) throws IOException {
      var values = new int[in.readInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readInt();
      }
      return values;
    }
  }
}
