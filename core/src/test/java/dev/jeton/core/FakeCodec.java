package dev.jeton.core;

import java.util.List;
import java.util.SplittableRandom;

/** Ids that mean nothing, laid out as a photo's would be. */
record FakeCodec(Spec spec, long fingerprint, IdCoder idCoder, boolean progressive)
    implements Codec<Signal.Image> {
  static final Vocabulary VOCABULARY = Vocabulary.of("fake", 16, 256, 1000, 1000);

  static FakeCodec named(String name) {
    return new FakeCodec(Spec.parse(name), 0x0123456789abcdefL, new RawIdCoder(), true);
  }

  @Override
  public Layout layout(Extent signal) {
    if (signal.rank() != 2) {
      throw new IllegalArgumentException("expected rows and columns, found " + signal);
    }
    var fine = signal.dividedBy(16);
    return new Layout(
        VOCABULARY, List.of(signal.dividedBy(64), signal.dividedBy(32), fine, fine), signal);
  }

  @Override
  public Tokens.Ids encode(Signal.Image signal, Budget budget) {
    var all = random(signal.extent(), new SplittableRandom(signal.width()));
    return PrefixSearch.fit(this, all, budget, prefix -> 100.0 * prefix.length() / all.length());
  }

  @Override
  public Signal.Image decode(Tokens.Ids tokens) {
    var signal = tokens.layout().signal();
    return new Signal.Image(signal.size(1), signal.size(0), new float[3 * signal.count()]);
  }

  Tokens.Ids random(Extent signal, SplittableRandom random) {
    var layout = layout(signal);
    var ids = new int[layout.count()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(VOCABULARY.size(layout.level(i)));
    }
    return new Tokens.Ids(layout, ids);
  }
}
