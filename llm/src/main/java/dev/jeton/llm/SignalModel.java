package dev.jeton.llm;

import dev.jeton.core.Layout;
import dev.jeton.core.Spec;
import dev.jeton.generate.Canvas;
import dev.jeton.generate.TokenModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A model of the architecture {@code jeton} as what fills the tokens of a signal: canvases are
 * sessions that begin with their class, and share forward passes.
 */
public final class SignalModel implements TokenModel {
  private final Model model;
  private final Layout layout;
  private final int vocabulary;
  private final int classes;
  private final boolean unconditional;

  /**
   * The tokens that a model speaks.
   *
   * @param model stays the caller's to close
   * @param layout of the tokens
   * @throws ModelException if it is a model of texts
   * @throws IllegalArgumentException if it has other numbers of places or ids
   */
  public SignalModel(Model model, Layout layout) {
    this.model = model;
    this.layout = layout;
    var sizes =
        Spec.parse(
            note(model, "model")
                .orElseThrow(
                    () ->
                        new ModelException(
                            "expected a model of a signal's tokens, found '%s'"
                                .formatted(model.shape().architecture()))));
    vocabulary = sizes.integer("vocabulary", 0);
    classes = sizes.integer("classes", 0);
    unconditional = sizes.integer("unconditional", 0) != 0;
    int all = vocabulary + classes + (unconditional ? 1 : 0);
    if (layout.count() + 1 != model.shape().context()
        || width() != vocabulary
        || all != model.shape().vocabulary()) {
      throw new IllegalArgumentException(
          "a model of %d places with %d ids does not fit %d places of at most %d ids"
              .formatted(model.shape().context() - 1, vocabulary, layout.count(), width()));
    }
  }

  /**
   * What the file of a model says of its tokens: {@code codec}, {@code picture}, {@code classes}.
   */
  public static Optional<String> note(Model model, String key) {
    return model.file().metadata().text("jeton." + key);
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public boolean unconditional() {
    return unconditional;
  }

  @Override
  public boolean causal() {
    return true;
  }

  @Override
  public Session open(int[] conditions) {
    var sessions = new ArrayList<dev.jeton.llm.Session>();
    for (int condition : conditions) {
      boolean none = condition == UNCONDITIONAL;
      if (none ? !unconditional : condition < 0 || condition >= classes) {
        throw new IllegalArgumentException(
            none
                ? "the model was not trained without a class"
                : "expected a class in 0..%d, found %d".formatted(classes - 1, condition));
      }
      sessions.add(model.session());
    }
    int[] first =
        Arrays.stream(conditions)
            .map(c -> vocabulary + (c == UNCONDITIONAL ? classes : c))
            .toArray();
    return new Canvases(sessions, first);
  }

  private final class Canvases implements Session {
    private final List<dev.jeton.llm.Session> sessions;
    private final int[] first; // id of each class
    private final Batch batch = new Batch(model);
    private final float[] found = new float[model.shape().vocabulary()];

    Canvases(List<dev.jeton.llm.Session> sessions, int[] first) {
      this.sessions = sessions;
      this.first = first;
    }

    @Override
    public void predict(List<Canvas> canvases, int[][] positions, float[] logits) {
      if (canvases.size() != first.length || positions.length != first.length) {
        throw new IllegalArgumentException(
            "opened for %d canvases, found %d with %d lists of positions"
                .formatted(first.length, canvases.size(), positions.length));
      }
      var together = new ArrayList<dev.jeton.llm.Session>();
      var more = new ArrayList<int[]>();
      for (int i = 0; i < first.length; i++) {
        if (positions[i].length == 1) {
          together.add(sessions.get(i));
          more.add(unread(i, canvases.get(i), positions[i]));
        }
      }
      batch.append(together, more);
      int to = 0;
      for (int i = 0; i < first.length; i++) {
        if (positions[i].length == 1) {
          sessions.get(i).logits(found);
          System.arraycopy(found, 0, logits, to, vocabulary);
        } else if (positions[i].length > 1) {
          several(i, canvases.get(i), positions[i], logits, to);
        }
        to += positions[i].length * vocabulary;
      }
    }

    private void several(int i, Canvas canvas, int[] asked, float[] logits, int to) {
      int[] ids = unread(i, canvas, asked);
      float[] rows = sessions.get(i).appendAll(ids);
      int from = asked[asked.length - 1] + 1 - ids.length; // of the first row
      for (int j = 0; j < asked.length; j++) {
        int row = (asked[j] - from) * model.shape().vocabulary();
        System.arraycopy(rows, row, logits, to + j * vocabulary, vocabulary);
      }
    }

    /** Forgets what has changed or must be read again, and gives the ids up to the last asked. */
    private int[] unread(int i, Canvas canvas, int[] asked) {
      var session = sessions.get(i);
      int last = asked[asked.length - 1];
      var ids = new int[last + 1];
      ids[0] = first[i];
      for (int place = 0; place < last; place++) {
        ids[place + 1] = canvas.get(place);
        if (ids[place + 1] == Canvas.UNKNOWN) {
          throw new IllegalArgumentException(
              "place %d is asked for, place %d before it is not decided".formatted(last, place));
        }
      }
      int known = Math.min(session.length(), asked[0]);
      for (int at = 0; at < known; at++) {
        known = session.id(at) == ids[at] ? known : at;
      }
      session.truncate(known);
      return Arrays.copyOfRange(ids, known, ids.length);
    }

    @Override
    public void close() {}
  }
}
