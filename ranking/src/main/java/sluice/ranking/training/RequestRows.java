package sluice.ranking.training;

import java.util.BitSet;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import sluice.core.Candidates;
import sluice.core.FeatureMatrix;
import sluice.core.JudgedRequest;

/** The training rows of one request. Immutable by agreement. */
final class RequestRows {
  private static final float[] NONE = new float[0];

  private final String id;
  private final int relevant;
  private final int negatives;
  private final float[] values;
  private final float[] labels;
  private final float[] weights;

  private RequestRows(
      String id, int relevant, int negatives, float[] values, float[] labels, float[] weights) {
    this.id = id;
    this.relevant = relevant;
    this.negatives = negatives;
    this.values = values;
    this.labels = labels;
    this.weights = weights;
  }

  String id() {
    return id;
  }

  int relevant() {
    return relevant;
  }

  /** Returns how many candidates are not relevant, whether they are rows or not. */
  int negatives() {
    return negatives;
  }

  int rows() {
    return labels.length;
  }

  float[] values() {
    return values;
  }

  float[] labels() {
    return labels;
  }

  float[] weights() {
    return weights;
  }

  int positives() {
    int n = 0;
    for (float label : labels) {
      n += label > 0 ? 1 : 0;
    }
    return n;
  }

  /** Lets the feature values go, once they are copied elsewhere. */
  RequestRows withoutValues() {
    return new RequestRows(id, relevant, negatives, NONE, labels, weights);
  }

  /** Makes the rows of requests; one thread's own. */
  static final class Maker {
    private final TrainingSettings settings;
    private final NegativeItems negativeItems;
    private final RequestFeatures access;
    private final FeatureMatrix matrix;

    Maker(TrainingSettings settings, NegativeItems negativeItems, RequestFeatures access) {
      this.settings = settings;
      this.negativeItems = negativeItems;
      this.access = access;
      this.matrix = new FeatureMatrix(access.schema(), 512);
    }

    RequestRows make(
        JudgedRequest request,
        boolean sampled,
        SplittableRandom random,
        Predicate<String> leftOut) {
      Candidates candidates = access.candidates(request, leftOut);
      float[] labels = labels(request, candidates);
      int negatives = labels.length - positives(labels);
      CandidateNegatives choice;
      if (!sampled) {
        choice = CandidateNegatives.all(labels.length);
      } else if (settings.negatives() == TrainingSettings.Negatives.CANDIDATES) {
        choice =
            CandidateNegatives.fromCandidates(
                labels,
                settings.wanted(positives(labels)),
                settings.hardShare(),
                settings.correctPrior(),
                random);
      } else {
        int[] items = negativeItems.draw(request, settings.wanted(positives(labels)), random);
        candidates = candidates.with(items);
        labels = labels(request, candidates);
        choice = fromItems(labels, items, candidates);
      }
      if (positives(labels) > 0 || !sampled) {
        access.features(candidates, matrix);
      } else {
        return new RequestRows(
            request.request().id(), request.relevantCount(), 0, NONE, NONE, NONE);
      }
      return copy(request, negatives, labels, choice);
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
        JudgedRequest request, int negatives, float[] labels, CandidateNegatives choice) {
      int rows = choice.chosen().cardinality();
      int width = matrix.columns();
      float[] values = new float[rows * width];
      float[] outLabels = new float[rows];
      float[] weights = new float[rows];
      int at = 0;
      for (int c = choice.chosen().nextSetBit(0); c >= 0; c = choice.chosen().nextSetBit(c + 1)) {
        System.arraycopy(matrix.data(), c * width, values, at * width, width);
        outLabels[at] = labels[c];
        weights[at++] = choice.weight(c);
      }
      return new RequestRows(
          request.request().id(), request.relevantCount(), negatives, values, outLabels, weights);
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

    private static int positives(float[] labels) {
      int n = 0;
      for (float label : labels) {
        n += label > 0 ? 1 : 0;
      }
      return n;
    }
  }
}
