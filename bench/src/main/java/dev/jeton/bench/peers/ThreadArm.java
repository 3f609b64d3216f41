package dev.jeton.bench.peers;

import dev.jeton.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Encodes a corpus by several threads, each its own documents; elapsed time until all are done. */
final class ThreadArm implements Arm, AutoCloseable {
  private final ExecutorService threads;
  private final List<List<String>> shares = new ArrayList<>();
  private final Tokenizer tokenizer;

  ThreadArm(Tokenizer tokenizer, Corpus corpus, int n) {
    this.tokenizer = tokenizer;
    threads = Executors.newFixedThreadPool(n);
    for (int i = 0; i < n; i++) {
      shares.add(new ArrayList<>());
    }
    for (int i = 0; i < corpus.documents().size(); i++) {
      shares.get(i % n).add(corpus.documents().get(i));
    }
  }

  @Override
  public double seconds(int repeats) {
    var work = new ArrayList<Callable<Boolean>>();
    for (var share : shares) {
      work.add(() -> encode(share, repeats));
    }
    double start = Stopwatch.WALL.seconds();
    try {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a thread did not encode its documents", e);
    }
    return Stopwatch.WALL.seconds() - start;
  }

  private boolean encode(List<String> share, int repeats) {
    for (int i = 0; i < repeats; i++) {
      share.forEach(tokenizer::encode);
    }
    return true;
  }

  @Override
  public void close() {
    threads.close();
  }
}
