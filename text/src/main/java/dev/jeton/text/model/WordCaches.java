package dev.jeton.text.model;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Caches of words that threads take in turn: each has one to itself while it encodes a few hundred
 * pieces, so no two write to the same memory. At most {@link #MOST}, made when they are needed.
 */
final class WordCaches {
  private static final int MOST =
      Math.min(64, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors()));

  /** Flags stand this far apart, so that no two are in one cache line. */
  private static final int APART = 32;

  private final AtomicIntegerArray taken = new AtomicIntegerArray(APART * (MOST + 1));
  private final AtomicReferenceArray<@Nullable WordCache> caches = new AtomicReferenceArray<>(MOST);

  private volatile int cleared;

  /** The place of a cache that is this thread's until {@link #give}; −1 where all are taken. */
  int take() {
    int first = (int) Thread.currentThread().threadId();
    for (int i = 0; i < MOST; i++) {
      int place = first + i & MOST - 1;
      if (taken.getPlain(APART * (place + 1)) == 0
          && taken.compareAndSet(APART * (place + 1), 0, 1)) {
        return place;
      }
    }
    return -1;
  }

  WordCache get(int place) {
    if (place < 0) {
      return new WordCache(false);
    }
    var cache = caches.getPlain(place);
    if (cache == null) {
      cache = new WordCache(true);
      caches.setRelease(place, cache);
    }
    cache.clearedAt(cleared);
    return cache;
  }

  void give(int place) {
    if (place >= 0) {
      taken.setRelease(APART * (place + 1), 0);
    }
  }

  Model.CacheUse use() {
    long asked = 0;
    long found = 0;
    for (int place = 0; place < MOST; place++) {
      var cache = caches.getAcquire(place);
      if (cache != null) {
        asked += cache.use().asked();
        found += cache.use().found();
      }
    }
    return new Model.CacheUse(asked, found);
  }

  void clear() {
    synchronized (taken) {
      cleared++;
    }
  }
}
