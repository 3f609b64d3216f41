// Measures llama.cpp through de.kherud:llama: one JSON answer for each line of input (PeerProcess).
package de.kherud.llama;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Properties;

public final class KherudDriver {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final LlamaModel model;

  private KherudDriver(LlamaModel model) {
    this.model = model;
  }

  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[1]);
    var parameters =
        new ModelParameters()
            .setModel(arguments[0])
            .setThreads(threads)
            .setThreadsBatch(threads)
            .setCtxSize(Integer.parseInt(arguments[2]))
            .setBatchSize(512)
            .setUbatchSize(512)
            .setParallel(1)
            .setGpuLayers(0)
            .skipWarmup()
            .disableLog();
    long start = System.nanoTime();
    var driver = new KherudDriver(new LlamaModel(parameters));
    double load = (System.nanoTime() - start) / 1e9;
    System.out.println("{\"load\":" + load + ",\"name\":\"llama.cpp (de.kherud:llama " + version() + ")\"}");
    var in = new BufferedReader(new InputStreamReader(System.in));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(driver.answer(line.split(" ")));
    }
    System.exit(0);
  }

  private static String version() throws Exception {
    var properties = new Properties();
    try (var in =
        LlamaModel.class.getResourceAsStream("/META-INF/maven/de.kherud/llama/pom.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return properties.getProperty("version", "?");
  }

  private String answer(String[] words) {
    return switch (words[0]) {
      case "prefill" -> time(words, 1, 1, false);
      case "decode" -> time(words, 2, Integer.parseInt(words[1]) + 1, true);
      default -> next(words);
    };
  }

  private static String request(String[] words, int from, int tokens) {
    var ids = String.join(",", Arrays.copyOfRange(words, from, words.length));
    return "{\"prompt\":[" + ids + "],\"n_predict\":" + tokens
        + ",\"stream\":true,\"cache_prompt\":false,\"ignore_eos\":true,\"temperature\":0"
        + ",\"samplers\":[\"top_k\"],\"top_k\":1}";
  }

  /** From the request, or from the first token where {@code later}, to the last token. */
  private String time(String[] words, int from, int tokens, boolean later) {
    var request = request(words, from, tokens);
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    int task = model.requestCompletion(request);
    var output = model.receiveCompletion(task);
    if (later) {
      cpu = SYSTEM.getProcessCpuTime();
      start = System.nanoTime();
    }
    while (!output.stop) {
      output = model.receiveCompletion(task);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double used = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    model.releaseTask(task);
    return "{\"seconds\":" + seconds + ",\"cpu\":" + used + "}";
  }

  /** Only the likeliest id, where its text is that of one id: its probabilities can't be had. */
  private String next(String[] words) {
    int task = model.requestCompletion(request(words, 2, 1));
    var text = new StringBuilder();
    LlamaOutput output;
    do {
      output = model.receiveCompletion(task);
      text.append(output.text);
    } while (!output.stop);
    model.releaseTask(task);
    int[] ids = model.encode(text.toString());
    return "{\"ids\":\"" + (ids.length == 1 ? String.valueOf(ids[0]) : "") + "\",\"logs\":\"\"}";
  }
}
