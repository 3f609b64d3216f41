// Measures llama3.java: one JSON answer for each line of input (PeerProcess).
package com.llama4j;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

public final class Llama3Driver {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final int BATCH = Integer.getInteger("llama.BatchSize", 16); // as Llama3.main

  private final Llama model;

  private Llama3Driver(Llama model) {
    this.model = model;
  }

  public static void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    var model =
        ModelLoader.loadModel(Path.of(arguments[0]), Integer.parseInt(arguments[1]), true);
    double load = (System.nanoTime() - start) / 1e9;
    System.out.println("{\"load\":" + load + ",\"name\":\"llama3.java\"}");
    var driver = new Llama3Driver(model);
    var in = new BufferedReader(new InputStreamReader(System.in));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(driver.answer(line.split(" ")));
    }
    System.exit(0);
  }

  private String answer(String[] words) {
    return switch (words[0]) {
      case "prefill" -> time(ids(words, 1), 0);
      case "decode" -> time(ids(words, 2), Integer.parseInt(words[1]));
      default -> next(ids(words, 2), Integer.parseInt(words[1]));
    };
  }

  private static List<Integer> ids(String[] words, int from) {
    var ids = new ArrayList<Integer>();
    for (int i = from; i < words.length; i++) {
      ids.add(Integer.valueOf(words[i]));
    }
    return ids;
  }

  /** Of the prompt, to its first sample; or of what follows, where more tokens are asked for. */
  private String time(List<Integer> prompt, int tokens) {
    var state = model.createNewState(BATCH);
    var clock = new ArrayList<long[]>();
    Sampler sampler =
        logits -> {
          int id = Sampler.ARGMAX.sampleToken(logits);
          clock.add(now());
          return id;
        };
    long[] start = now();
    Llama.generateTokens(
        model, state, 0, prompt, Set.of(), prompt.size() + tokens, sampler, false, null);
    long[] from = tokens == 0 ? start : clock.getFirst();
    long[] to = clock.getLast();
    return "{\"seconds\":" + (to[0] - from[0]) / 1e9 + ",\"cpu\":" + (to[1] - from[1]) / 1e9 + "}";
  }

  private static long[] now() {
    return new long[] {System.nanoTime(), SYSTEM.getProcessCpuTime()};
  }

  private String next(List<Integer> prompt, int most) {
    var ids = new ArrayList<String>();
    var logs = new ArrayList<String>();
    Sampler sampler =
        logits -> {
          logits.softmaxInPlace(0, logits.size());
          while (ids.size() < most) {
            int id = Sampler.ARGMAX.sampleToken(logits);
            ids.add(String.valueOf(id));
            logs.add(String.valueOf(Math.log(logits.getFloat(id))));
            logits.setFloat(id, 0);
          }
          return 0;
        };
    var state = model.createNewState(BATCH);
    Llama.generateTokens(model, state, 0, prompt, Set.of(), prompt.size(), sampler, false, null);
    return "{\"ids\":\"" + String.join(" ", ids) + "\",\"logs\":\"" + String.join(" ", logs) + "\"}";
  }
}
