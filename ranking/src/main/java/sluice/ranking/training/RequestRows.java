package sluice.ranking.training;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.JudgedRequest;

/**
 * The training rows of one request. Immutable by agreement.
 *
 * @param relevant how many items are relevant to the request
 * @param negatives how many candidates are not relevant, whether they are rows or not
 * @param values row-major
 * @param positions where each row was shown, {@link ShownItems#NOT_SHOWN} for a candidate
 */
@SuppressWarnings("ArrayRecordComponent") // columns of one table
record RequestRows(
    String id,
    int relevant,
    int negatives,
    float[] values,
    float[] labels,
    float[] weights,
    int[] positions) {
  /** The feature that holds the position of an impression. */
  private static final String POSITION = "position";

  private static final float[] NONE = new float[0];

  int rows() {
    return labels.length;
  }

  int positives() {
    return positives(labels);
  }

  /** Lets the feature values go, once they are copied elsewhere. */
  RequestRows withoutValues() {
    return new RequestRows(id, relevant, negatives, NONE, labels, weights, positions);
  }

  private static int positives(float[] labels) {
    int n = 0;
    for (float label : labels) {
      n += label > 0 ? 1 : 0;
    }
    return n;
  }

  /** Makes the rows of requests; one thread's own. */
  static final class Maker {
    private final TrainingSettings settings;
    private final NegativeItems negativeItems;
    private final Optional<ShownItems> shownItems;
    private final RequestFeatures access;
    private final FeatureMatrix matrix;
    private final int positionColumn;

    Maker(
        TrainingSettings settings,
        NegativeItems negativeItems,
        Optional<ShownItems> shownItems,
        RequestFeatures access) {
      this.settings = settings;
      this.negativeItems = negativeItems;
      this.shownItems = shownItems;
      this.access = access;
      this.matrix = new FeatureMatrix(access.schema(), 512);
      this.positionColumn =
          access.schema().features().stream().map(f -> f.name()).toList().indexOf(POSITION);
    }

    /** Makes all candidates rows, as they are answered from. */
    RequestRows all(JudgedRequest request) {
      Candidates candidates = access.candidates(request, source -> false);
      float[] labels = labels(request, candidates);
      access.features(candidates, matrix);
      return copy(
          request,
          labels.length - RequestRows.positives(labels),
          labels,
          CandidateNegatives.all(labels.length),
          candidates,
          Optional.empty());
    }

    /** Makes the rows to train on; none where there is nothing to learn from. */
    RequestRows sampled(JudgedRequest request, SplittableRandom random, Predicate<String> leftOut) {
      Candidates candidates = access.candidates(request, leftOut);
      float[] labels = labels(request, candidates);
      int negatives = labels.length - RequestRows.positives(labels);
      CandidateNegatives choice = CandidateNegatives.none();
      if (settings.rows() == TrainingSettings.Rows.IMPRESSIONS
          || RequestRows.positives(labels) == 0) {
        negatives = 0;
      } else if (settings.negatives() == TrainingSettings.Negatives.CANDIDATES) {
        choice =
            CandidateNegatives.fromCandidates(
                labels,
                settings.wanted(RequestRows.positives(labels)),
                settings.hardShare(),
                settings.correctPrior(),
                random);
      } else {
        int wanted = settings.wanted(RequestRows.positives(labels));
        int[] items = negativeItems.draw(request, wanted, random);
        candidates = candidates.with(items);
        labels = labels(request, candidates);
        choice = fromItems(labels, items, candidates);
      }
      Optional<ShownItems.Rows> shown = shownItems.map(s -> s.of(request));
      if (shown.isPresent()) {
        int[] items = shown.get().items();
        candidates = candidates.with(Arrays.stream(items).distinct().toArray());
        Map<Integer, Integer> places = NegativeItems.places(candidates);
        for (int item : items) {
          choice.chosen().clear(places.getOrDefault(item, -1));
        }
        labels = labels(request, candidates);
      }
      if (!choice.chosen().isEmpty() || shown.map(s -> s.items().length > 0).orElse(false)) {
        access.features(candidates, matrix);
      }
      return copy(request, negatives, labels, choice, candidates, shown);
    }

    private CandidateNegatives fromItems(float[] labels, int[] items, Candidates candidates) {
      Map<Integer, Integer> places = NegativeItems.places(candidates);
      BitSet chosen = new BitSet(labels.length);
      BitSet drawn = new BitSet(labels.length);
      for (int c = 0; c < labels.length; c++) {
        chosen.set(c, labels[c] > 0);
      }
      for (int item : items) {
        int place = places.getOrDefault(item, -1);
        chosen.set(place);
        drawn.set(place);
      }
      float weight =
          settings.correctPrior() && items.length > 0
              ? Math.max(1, (float) negativeItems.items() / items.length)
              : 1;
      return new CandidateNegatives(chosen, weight, drawn);
    }

    private RequestRows copy(
        JudgedRequest request,
        int negatives,
        float[] labels,
        CandidateNegatives choice,
        Candidates candidates,
        Optional<ShownItems.Rows> shown) {
      Map<Integer, Integer> places = NegativeItems.places(candidates);
      int[] shownItems = shown.map(ShownItems.Rows::items).orElse(new int[0]);
      int fromCandidates = choice.chosen().cardinality();
      int rows = fromCandidates + shownItems.length;
      int width = matrix.columns();
      RequestRows made =
          new RequestRows(
              request.request().id(),
              request.relevantCount(),
              negatives,
              new float[rows * width],
              new float[rows],
              new float[rows],
              new int[rows]);
      int at = 0;
      for (int c = choice.chosen().nextSetBit(0); c >= 0; c = choice.chosen().nextSetBit(c + 1)) {
        System.arraycopy(matrix.data(), c * width, made.values, at * width, width);
        made.labels[at] = labels[c];
        made.weights[at] = choice.weight(c);
        made.positions[at] = ShownItems.NOT_SHOWN;
        if (positionColumn >= 0 && shown.isPresent()) {
          made.values[at * width + positionColumn] = Float.NaN;
        }
        at++;
      }
      for (int s = 0; s < shownItems.length; s++, at++) {
        int c = places.getOrDefault(shownItems[s], -1);
        int position = shown.orElseThrow().positions()[s];
        System.arraycopy(matrix.data(), c * width, made.values, at * width, width);
        made.labels[at] = shown.orElseThrow().clicked().get(s) ? labels[c] : 0;
        made.weights[at] = 1;
        made.positions[at] = position;
        if (positionColumn >= 0) {
          made.values[at * width + positionColumn] = Math.max(1, position);
        }
      }
      return made;
    }

    private static float[] labels(JudgedRequest request, Candidates candidates) {
      float[] labels = new float[candidates.size()];
      Map<Integer, Integer> places = NegativeItems.places(candidates);
      for (int i = 0; i < request.size(); i++) {
        Integer place = places.get(request.item(i));
        if (place != null && request.gain(i) > 0) {
          labels[place] = request.gain(i);
        }
      }
      return labels;
    }
  }
}
