package dev.jeton.cli;

import dev.jeton.papers.Recipes;
import dev.jeton.torch.Torch;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All commands. Only the one that is asked for is created, which keeps the start short. */
final class Commands {

  /**
   * A command.
   *
   * @param name as typed
   * @param description one sentence for the help
   * @param create what runs; null where only the commands below it run
   * @param below commands that come after it on the command line
   */
  record Entry(
      String name, String description, @Nullable Supplier<Subcommand> create, List<Entry> below) {

    Entry(String name, String description, Supplier<Subcommand> create) {
      this(name, description, create, List.of());
    }

    Entry(String name, String description, List<Entry> below) {
      this(name, description, null, below);
    }
  }

  static final List<Entry> ALL =
      List.of(
          new Entry("demo", "Turns a photo into tokens and back and makes a page.", Demo::new),
          new Entry("encode", "Turns images into .jeton files.", Encode::new),
          new Entry("decode", "Turns .jeton files back into images.", Decode::new),
          new Entry("inspect", "Says what is in .jeton files.", Inspect::new),
          new Entry("compare", "Sets a codec beside JPEG and WebP at equal bytes.", Compare::new),
          new Entry("codecs", "Lists the codecs that are built in.", ListCodecs::new),
          new Entry(
              "models",
              "Lists the models that are built in.",
              ListModels::new,
              List.of(new Entry("show", "Prints a model's card.", ShowModel::new))),
          new Entry("generate", "Makes signals that never were.", generate()),
          new Entry("tokens", "Measures token languages.", tokens()),
          new Entry("text", "Turns text into ids of any tokenizer and back.", text()),
          new Entry("llm", "Runs language models.", llm()),
          new Entry(
              "train", "Trains codecs, generators and language models on your own data.", train()),
          new Entry("papers", "Runs the papers and shows what came of them.", papers()),
          new Entry("bench", "Measures speed.", bench()));

  private Commands() {}

  private static List<Entry> generate() {
    return List.of(
        new Entry("image", "Makes pictures of a class.", GenerateImage::new),
        new Entry("judge", "Says how like real pictures such ones are.", JudgePictures::new));
  }

  private static List<Entry> tokens() {
    return List.of(
        new Entry(
            "stats",
            "Sets the statistics of token files and texts side by side.",
            TokensStats::new));
  }

  private static List<Entry> text() {
    return List.of(
        new Entry("encode", "Prints the ids of texts.", TextEncode::new),
        new Entry("decode", "Prints the text of ids.", TextDecode::new),
        new Entry("count", "Prints how many ids texts have.", TextCount::new),
        new Entry("offsets", "Prints the ids of texts and where they stand.", TextOffsets::new),
        new Entry("split", "Cuts texts into parts of so many ids.", TextSplit::new),
        new Entry("inspect", "Says what is in a tokenizer file.", TextInspect::new),
        new Entry("convert", "Writes any tokenizer as a tokenizer.json.", TextConvert::new),
        new Entry("train", "Learns a tokenizer from texts.", TextTrain::new),
        new Entry("compress", "Makes texts small without loss.", TextCompress::new),
        new Entry("decompress", "Turns compressed texts back.", TextDecompress::new),
        new Entry(
            "report",
            "Says what a model without context makes of texts, by size of the vocabulary.",
            TextReport::new));
  }

  private static List<Entry> llm() {
    return List.of(
        new Entry("run", "Prints what a model says after a prompt.", LlmRun::new),
        new Entry("chat", "Talks with a model, line by line.", LlmChat::new),
        new Entry("complete", "Fills in at a place of a file.", LlmComplete::new),
        new Entry("perplexity", "Prints how well a model foresees texts.", LlmPerplexity::new),
        new Entry("bench", "Measures how fast a model reads and says.", LlmBench::new),
        new Entry("inspect", "Says what is in a model file.", LlmInspect::new),
        new Entry(
            "convert", "Writes any model with its tokenizer as one GGUF file.", LlmConvert::new),
        new Entry("quantize", "Stores a model's matrices in fewer bits.", LlmQuantize::new));
  }

  private static List<Entry> train() {
    return List.of(
        new Entry(
            "photo",
            "Trains the networks of photo; goes on where it was interrupted.",
            TrainPhoto::new),
        new Entry(
            "elastic", "Learns a line of tokens whose every prefix decodes.", TrainElastic::new),
        new Entry("patches", "Makes the tables of patches; takes minutes.", TrainPatches::new),
        new Entry(
            "generator",
            "Trains a model that makes pictures; goes on where it was interrupted.",
            TrainGenerator::new),
        new Entry(
            "lm", "Trains a language model; goes on where it was interrupted.", TrainLm::new));
  }

  private static List<Entry> papers() {
    return List.of(
        new Entry("list", "Lists the 65 papers.", () -> new PapersList(Recipes.builtIn())),
        new Entry(
            "show",
            "Shows the claims and all numbers of a paper.",
            () -> new PapersShow(Recipes.builtIn())),
        new Entry(
            "run",
            "Runs what is missing of a paper, goes on where it stopped, and draws its claims.",
            () -> new PapersRun(Recipes.builtIn(), threads -> Torch.threads(threads))),
        new Entry("report", "Writes docs/papers.md.", () -> new PapersReport(Recipes.builtIn())));
  }

  private static List<Entry> bench() {
    return List.of(
        new Entry("micro", "Runs the JMH benchmarks.", BenchMicro::new),
        new Entry(
            "peers",
            "Sets the kernels beside plain loops, libtorch and Faiss in one run.",
            BenchPeers::new),
        new Entry(
            "text",
            "Sets tokenizers beside jtokkit, tiktoken, DJL and Hugging Face in one run.",
            BenchText::new));
  }
}
