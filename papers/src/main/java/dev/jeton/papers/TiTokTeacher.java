package dev.jeton.papers;

import dev.jeton.beds.PictureAutoencoding;
import dev.jeton.beds.PictureCodec;
import dev.jeton.beds.PictureEvaluation;
import dev.jeton.beds.ShortTraining;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.elastic.ProxyCodes;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import dev.jeton.weights.Safetensors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The frozen codec whose codes row 59's first stage predicts: convolutions, a token per 4×4 pixels,
 * 1,024 codes of which none dies (SimVQ). Trained once, with one seed, for all of its students.
 */
final class TiTokTeacher implements AutoCloseable {
  private static final int WIDTH = 96;
  private static final int BLOCKS = 2;
  private static final int DIM = 16;
  private static final double RATE = 1e-3;
  private static final long SEED = 1;

  private final long steps;
  private final Parameters parameters = new Parameters(SEED, Device.CPU);
  private final PictureCodec codec;

  /**
   * @param steps of its training
   */
  TiTokTeacher(long steps) {
    this.steps = steps;
    try (var scope = new Scope()) {
      codec =
          PictureCodec.ofCells4(
              WIDTH,
              BLOCKS,
              UnaryOperator.identity(),
              new LearntNearestCode(
                  DIM, LatentCell.CODES, CodeLearning.linear(true), parameters, "quantizer.", SEED),
              parameters);
    }
  }

  /** What a student needs; {@code student} gets a copy of the decoder, to learn on. */
  ProxyCodes.Teacher open(Workbench bench, CifarBed bed, Parameters student) {
    var weights = restore(bench, bed);
    var quantizer = codec.quantizer().freeze();
    var codes = new float[LatentCell.CODES * DIM];
    quantizer.decode(IntStream.range(0, LatentCell.CODES).toArray(), LatentCell.CODES, codes);
    try (var scope = new Scope()) {
      var decoder = PictureCodec.decoder(WIDTH, BLOCKS, DIM, student);
      weights
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (name.startsWith("decoder.")) {
                  student.set(name, tensor.floats());
                }
              });
      parameters.add("codes", codes, LatentCell.CODES, DIM);
      parameters.learn("codes", false);
      return new ProxyCodes.Teacher(this::ids, parameters.get("codes"), decoder);
    }
  }

  private Tensor ids(Tensor pictures) {
    var rows = codec.encode(pictures);
    var ids = new int[(int) rows.size(0)];
    codec.quantizer().freeze().encode(rows.toFloats(), ids.length, ids);
    return Tensor.of(ids, ids.length);
  }

  /** What it makes of pictures itself. */
  double psnr(Workbench bench, CifarBed bed, Pictures pictures) {
    restore(bench, bed);
    return PictureEvaluation.of(codec, pictures, bed.judge()).psnr();
  }

  private Safetensors restore(Workbench bench, CifarBed bed) {
    var weights =
        bench.cached(
            "row 59's teacher: %d steps, width %d, on %s"
                .formatted(steps, WIDTH, bed.train().hash()),
            TrainedWeights.FORMAT,
            () -> {
              var objective =
                  new PictureAutoencoding(
                      codec,
                      bed.train(),
                      LatentCell.BATCH,
                      Device.CPU,
                      PictureAutoencoding.nothingElse());
              new ShortTraining("teacher", steps, LatentCell.BATCH, RATE, SEED)
                  .run(parameters, objective, bed.listener());
              return TrainedWeights.of(parameters);
            });
    TrainedWeights.restore(weights, parameters);
    return weights;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
