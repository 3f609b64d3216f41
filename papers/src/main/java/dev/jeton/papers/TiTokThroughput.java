package dev.jeton.papers;

import dev.jeton.beds.PrefixEvaluation;
import dev.jeton.generate.Generator;
import dev.jeton.learn.TokenSequenceModel;
import dev.jeton.learn.elastic.LatentCodec;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many pictures a second row 59's generator draws from a line of 16 tokens and from a grid of
 * 64, turn by turn. What was learnt does not change the time, so nothing is trained.
 */
final class TiTokThroughput {
  private static final int TURNS = 7;
  private static final int CLASSES = 10;

  private TiTokThroughput() {}

  /**
   * Medians over {@value #TURNS} turns after one that is not counted: pictures per second for
   * tokens alone ({@code …_tokens}) and to the pixels ({@code …_pictures}), and of the turns'
   * ratios the median, the least and the greatest.
   *
   * @param pictures per turn and arm
   */
  static Map<String, Double> measure(int pictures, long seed) throws IOException {
    double load = Machine.waitUntilQuiet();
    try (var line = new Side(TiTokArm.LINE_16, seed);
        var grid = new Side(TiTokArm.GRID, seed)) {
      var lines = new double[TURNS][];
      var grids = new double[TURNS][];
      line.perSecond(pictures, 0);
      grid.perSecond(pictures, 0);
      for (int turn = 0; turn < TURNS; turn++) {
        lines[turn] = line.perSecond(pictures, turn);
        grids[turn] = grid.perSecond(pictures, turn);
      }
      var numbers = new TreeMap<String, Double>();
      numbers.put("load", load);
      summarise("tokens", lines, grids, 0, numbers);
      summarise("pictures", lines, grids, 1, numbers);
      return numbers;
    }
  }

  private static void summarise(
      String what, double[][] lines, double[][] grids, int at, Map<String, Double> numbers) {
    var ratios = new double[TURNS];
    Arrays.setAll(ratios, i -> lines[i][at] / grids[i][at]);
    Arrays.sort(ratios);
    numbers.put("ratio_" + what, ratios[TURNS / 2]);
    numbers.put("least_ratio_" + what, ratios[0]);
    numbers.put("greatest_ratio_" + what, ratios[TURNS - 1]);
    numbers.put("line_" + what, median(lines, at));
    numbers.put("grid_" + what, median(grids, at));
  }

  private static double median(double[][] turns, int at) {
    return Arrays.stream(turns).mapToDouble(turn -> turn[at]).sorted().toArray()[TURNS / 2];
  }

  /** One of the two. */
  private static final class Side implements AutoCloseable {
    private final TiTokArm arm;
    private final Parameters codecParameters;
    private final Parameters modelParameters;
    private final LatentCodec codec;
    private final Generator generator;

    Side(TiTokArm arm, long seed) {
      this.arm = arm;
      codecParameters = new Parameters(seed, Device.CPU);
      modelParameters = new Parameters(seed, Device.CPU);
      codec = LatentCell.codec(arm.shape(), codecParameters, seed);
      var shape = TiTokGeneration.shape(arm, CLASSES);
      try (var scope = new Scope()) {
        new TokenSequenceModel(shape, modelParameters);
      }
      generator = TiTokGeneration.generator(arm, shape, modelParameters);
    }

    /** Tokens alone, then with their decoding. */
    double[] perSecond(int pictures, int turn) {
      var classes = new int[pictures];
      Arrays.setAll(classes, i -> i % CLASSES);
      var frozen = codec.quantizer().freeze();
      long begun = System.nanoTime();
      var drawn = generator.generate(classes, arm.tokens(), turn, 0).tokens();
      long sampled = System.nanoTime();
      int[] ids = drawn.stream().flatMapToInt(tokens -> Arrays.stream(tokens.ids())).toArray();
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        PrefixEvaluation.decode(codec, frozen, ids, pictures, arm.grid(), arm.tokens()).toFloats();
      }
      long decoded = System.nanoTime();
      return new double[] {
        pictures / ((sampled - begun) / 1e9), pictures / ((decoded - begun) / 1e9)
      };
    }

    @Override
    public void close() {
      codecParameters.close();
      modelParameters.close();
    }
  }
}
