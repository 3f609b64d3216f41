package dev.jeton.papers;

import dev.jeton.beds.PrefixEvaluation;
import dev.jeton.beds.TokenContribution;
import dev.jeton.learn.NestedDropout;
import dev.jeton.learn.elastic.ElasticShape;
import dev.jeton.learn.elastic.LatentCodec;
import dev.jeton.measure.CodebookUsage;
import dev.jeton.media.image.PeerFormat;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Row 22, One-D-Piece: Image Tokenizer Meets Quality-Controllable Compression: a line of 32 tokens
 * trained with random truncation of its tail, against the same without, and against JPEG and WebP
 * at the fewest bytes they can write.
 */
final class OneDPiece implements Recipe {
  private static final int TOKENS = 32;
  private static final List<Integer> LENGTHS = List.of(1, 2, 4, 8, 16, 32);
  private static final int CONTRIBUTED = 200;

  private static final String ORDERED =
      "Tokens that begin as a cosine transform are ordered coarse to fine from the first step, so"
          + " prefixes decode passably without tail drop too.";
  private static final String SHORT =
      "From learnt vectors alone, so short a training ends before later tokens say anything; seeds"
          + " differ widely.";
  private static final String BLURRED = "Squared error alone blurs what the classifier goes by.";

  private final LatentCell cell;

  OneDPiece() {
    this(600);
  }

  /**
   * @param steps of each training
   */
  OneDPiece(long steps) {
    cell = new LatentCell(steps);
  }

  @Override
  public int number() {
    return 22;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(6);
  }

  @Override
  public Report run(Workbench bench) {
    var bed = CifarBed.of(bench);
    var all = NestedDropout.none(TOKENS);
    var some = new NestedDropout(TOKENS, NestedDropout.Law.UNIFORM, 0);
    var dropped = arm(bench, bed, "tail drop", some, ElasticShape.Start.COSINE);
    var whole = arm(bench, bed, "no drop", all, ElasticShape.Start.COSINE);
    var jpeg = bench.arm("JPEG", CifarBed.DATA, seed -> peer(bed.get(), PeerFormat.JPEG));
    var webp = bench.arm("WebP", CifarBed.DATA, seed -> peer(bed.get(), PeerFormat.WEBP));
    var learnt = ElasticShape.Start.LEARNT;
    var droppedLearnt = arm(bench, bed, "tail drop, learnt start", some, learnt);
    var wholeLearnt = arm(bench, bed, "no drop, learnt start", all, learnt);
    var claims = new ArrayList<Claim>();
    claims.addAll(elastic(dropped, whole, "", ORDERED));
    claims.addAll(
        elastic(droppedLearnt, wholeLearnt, " (tokens start as learnt vectors alone)", SHORT));
    claims.addAll(against(dropped, jpeg));
    claims.addAll(against(dropped, webp));
    claims.addAll(uses(dropped, whole));
    return new Report(22, claims, summary(jpeg, webp));
  }

  private Arm arm(
      Workbench bench,
      Supplier<CifarBed> bed,
      String name,
      NestedDropout dropout,
      ElasticShape.Start start) {
    return bench.arm(name, CifarBed.DATA, seed -> measure(bed.get(), name, dropout, start, seed));
  }

  private Map<String, Double> measure(
      CifarBed bed, String name, NestedDropout dropout, ElasticShape.Start start, long seed)
      throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU)) {
      var codec = LatentCell.codec(LatentCell.line(TOKENS, start), parameters, seed);
      cell.train(name, codec, dropout, parameters, bed, seed);
      int[] ids = PrefixEvaluation.ids(codec, bed.test());
      var numbers = new LinkedHashMap<String, Double>();
      for (var at : PrefixEvaluation.of(codec, ids, 0, LENGTHS, bed.test(), bed.judge())) {
        numbers.put("psnr_" + at.kept(), at.psnr());
        numbers.put("ms_ssim_" + at.kept(), at.msSsim());
        numbers.put("fd_cls_" + at.kept(), at.fdCls());
        numbers.put("accuracy_" + at.kept(), at.accuracy());
      }
      var usage = new CodebookUsage(LatentCell.CODES);
      usage.add(ids);
      numbers.put("use", usage.share());
      numbers.put("perplexity", usage.perplexity());
      contributions(numbers, codec, ids, seed);
      return numbers;
    }
  }

  private static void contributions(
      Map<String, Double> numbers, LatentCodec codec, int[] ids, long seed) {
    var some = Arrays.copyOf(ids, CONTRIBUTED * TOKENS);
    var contribution = TokenContribution.of(codec, some, CONTRIBUTED, seed);
    numbers.put("contribution_first", contribution.mean(0, 1));
    numbers.put("contribution_2_to_8", contribution.mean(1, 8));
    numbers.put("contribution_9_to_32", contribution.mean(8, TOKENS));
  }

  /** The lowest quality of a peer: what it makes of the pictures, and its bytes. */
  private static Map<String, Double> peer(CifarBed bed, PeerFormat format) throws IOException {
    if (format.unavailable() != null) {
      throw new IOException(format.label() + " cannot be written: " + format.unavailable());
    }
    return new SmallestFiles(format).measure(bed.test(), bed.judge().classifier());
  }

  /** What tail drop is for. */
  private static List<Claim> elastic(Arm dropped, Arm whole, String of, String note) {
    var claims = new ArrayList<Claim>();
    claims.add(
        dropped.higher(
            "From 8 of 32 tokens, tail drop gives at least 3 dB more" + of,
            "psnr_8",
            whole,
            3,
            note));
    claims.add(
        dropped.higher(
            "With all tokens, tail drop loses at most 0.5 dB" + of, "psnr_32", whole, -0.5, ""));
    for (int i = 0; i + 1 < LENGTHS.size(); i++) {
      claims.add(rises(dropped, LENGTHS.get(i), LENGTHS.get(i + 1), of, of.isEmpty() ? "" : note));
    }
    return claims;
  }

  private static List<Claim> against(Arm dropped, Arm peer) {
    var claims = new ArrayList<Claim>();
    for (int k : List.of(16, 32)) {
      claims.add(better(dropped, peer, "psnr", "PSNR", k));
      claims.add(better(dropped, peer, "ms_ssim", "MS-SSIM", k));
      claims.add(better(dropped, peer, "accuracy", "The classifier's accuracy", k));
    }
    return claims;
  }

  private static List<Claim> uses(Arm dropped, Arm whole) {
    return List.of(
        dropped.higher(
            "From 8 tokens the classifier is right on at least 5 points more decoded pictures than"
                + " without tail drop",
            "accuracy_8",
            whole,
            0.05,
            BLURRED),
        ratio(
            "With tail drop the first token changes the picture at least 3 times as much as one of"
                + " tokens 9 to 32",
            dropped,
            3));
  }

  /** One number of an arm against another number of the same arm. */
  private static Claim rises(Arm arm, int from, int to, String of, String note) {
    var ours = arm.values("psnr_" + to);
    var theirs = arm.values("psnr_" + from);
    var differences = new double[ours.length];
    Arrays.setAll(differences, i -> ours[i] - theirs[i]);
    return new Claim(
        "PSNR rises from %d to %d tokens%s".formatted(from, to, of),
        Arm.mean(ours),
        Arm.mean(theirs),
        Arm.deviation(differences),
        ours.length,
        Claim.Comparison.HIGHER_BY,
        0,
        note);
  }

  /** Ours from k tokens against the peer's smallest file. */
  private static Claim better(Arm ours, Arm peer, String key, String label, int k) {
    var own = ours.values(key + "_" + k);
    return new Claim(
        "%s of %d tokens (%d bytes of ids) is above %s at its smallest"
            .formatted(label, k, k * 10 / 8, peer.name()),
        Arm.mean(own),
        peer.mean(key),
        Arm.deviation(own),
        own.length,
        Claim.Comparison.HIGHER_BY,
        0,
        "%s's smallest files have %.0f bytes.".formatted(peer.name(), peer.mean("bytes")));
  }

  private static Claim ratio(String statement, Arm arm, double least) {
    var first = arm.values("contribution_first");
    var later = arm.values("contribution_9_to_32");
    var ratios = new double[first.length];
    Arrays.setAll(ratios, i -> first[i] / later[i]);
    return new Claim(
        statement,
        Arm.mean(ratios),
        Double.NaN,
        Arm.deviation(ratios),
        ratios.length,
        Claim.Comparison.AT_LEAST,
        least,
        "");
  }

  private String summary(Arm jpeg, Arm webp) {
    return ("CIFAR-10 (18,000 training pictures of 32x32), a line of %d tokens of 1,024 codes (40"
            + " bytes of ids), patches of 4x4, %d steps of %d pictures for all arms, squared error"
            + " on pixels; tokens begin as the cosine transform of the patches (docs/elastic.md)"
            + " except where said. Measured on the 5,000 test pictures. The smallest JPEG"
            + " takes %.0f bytes, %.0f of them picture data after all headers and tables; the"
            + " smallest WebP %.0f bytes. MS-SSIM over two scales.")
        .formatted(
            TOKENS,
            cell.steps(),
            LatentCell.BATCH,
            jpeg.mean("bytes"),
            jpeg.mean("data_bytes"),
            webp.mean("bytes"));
  }
}
