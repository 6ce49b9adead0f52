package sluice.ranking.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.FittingPart;
import sluice.core.JudgedRequest;
import sluice.core.Parallel;
import sluice.core.Randomness;
import sluice.core.RankingSet;

/**
 * Makes the sets a ranker is trained and tuned on from the judged requests of the nested split.
 *
 * <p>Positives are the candidates with a gain. A relevant item that the candidates missed is not
 * added as a row: no ranker will ever be shown one. Negatives are sampled as {@link
 * TrainingSettings} says; with {@code uniform} and {@code popularity} they are drawn from the whole
 * catalogue, without those that the user has in the history, and those that no source brought stand
 * below the candidates with rank 0 and score NaN in every source, so that the features of the
 * candidates stay what they are when serving. The tune set keeps every candidate of its requests,
 * with weight 1, so that a measure on it is the real one.
 *
 * <p>With {@code dropSources} a training request goes without each source with that probability, as
 * if the source had failed: fusion and features see nothing of it, and what only it brought is no
 * candidate. So the ranker learns what to do when one fails.
 *
 * <p>Which requests, rows and negatives are taken is a function of (seed, request id) and of the
 * inner fitting part: the number of threads changes nothing. Requests stand in the order of a hash,
 * rows of a request in fusion's order. Safe for use by one thread at a time.
 */
public final class TrainingSetBuilder {
  /** Requests that are built before the limit on rows is looked at again. */
  private static final int CHUNK = 128;

  private final TrainingSettings settings;
  private final NegativeItems negativeItems;
  private final Optional<ShownItems> shownItems;
  private final long seed;
  private final int threads;

  /**
   * Makes a builder.
   *
   * @param inner the part that the candidates' retrievers were fitted on; negatives of the
   *     catalogue and their popularity come from it alone
   * @param shownItems what was shown, where the settings ask for impressions
   * @param seed where randomness comes from
   * @param threads how many threads to use
   */
  public TrainingSetBuilder(
      TrainingSettings settings,
      FittingPart inner,
      Optional<ShownItems> shownItems,
      long seed,
      int threads) {
    this.settings = settings;
    this.negativeItems = new NegativeItems(settings, inner);
    this.shownItems = shownItems;
    this.seed = seed;
    this.threads = threads;
  }

  /**
   * Builds the training set.
   *
   * @param requests judged requests of the train part
   * @param perThread makes each thread's own access to candidates and features
   */
  public BuiltSet train(List<JudgedRequest> requests, Supplier<RequestFeatures> perThread) {
    return build(requests, perThread, true, settings.maxRequests());
  }

  /** Builds the tune set; see {@link #train}. */
  public BuiltSet tune(List<JudgedRequest> requests, Supplier<RequestFeatures> perThread) {
    return build(requests, perThread, false, settings.tuneRequests());
  }

  private BuiltSet build(
      List<JudgedRequest> requests,
      Supplier<RequestFeatures> perThread,
      boolean sampled,
      int maxRequests) {
    List<JudgedRequest> order = JudgedRequest.shuffled(requests, seed, "training-requests");
    int limit = Math.min(maxRequests, order.size());
    Rows rows = new Rows(perThread.get().schema());
    int looked = 0;
    while (looked < limit && (!sampled || rows.size() < settings.maxRows())) {
      List<JudgedRequest> chunk = order.subList(looked, Math.min(limit, looked + CHUNK));
      RequestRows[] built = new RequestRows[chunk.size()];
      Parallel.run(
          threads,
          chunk.size(),
          () -> new RequestRows.Maker(settings, negativeItems, shownItems, perThread.get()),
          (i, maker) ->
              built[i] =
                  sampled
                      ? maker.sampled(chunk.get(i), random(chunk.get(i)), leftOut(chunk.get(i)))
                      : maker.all(chunk.get(i)));
      for (RequestRows r : built) {
        if (sampled && rows.size() >= settings.maxRows()) {
          break;
        }
        rows.add(r, sampled);
        looked++;
      }
    }
    int beyondLimit = order.size() - looked;
    return rows.build(requests.size(), requests.size() - order.size(), beyondLimit, sampled);
  }

  private SplittableRandom random(JudgedRequest request) {
    return Randomness.generator(seed, "negatives", Randomness.hash(request.request().id()));
  }

  /** Which sources a training request goes without, each drawn on its own. */
  private Predicate<String> leftOut(JudgedRequest request) {
    if (settings.dropSources() == 0) {
      return source -> false;
    }
    long hash = Randomness.hash(request.request().id());
    return source ->
        Randomness.uniform(Randomness.key(seed, "left-out " + source, hash))
            < settings.dropSources();
  }

  /** Rows of all requests so far. */
  private final class Rows {
    private final FeatureMatrix features;
    private final List<RequestRows> requests = new ArrayList<>();
    private int withoutPositive;
    private int positives;

    Rows(FeatureSchema schema) {
      this.features = new FeatureMatrix(schema, 1);
    }

    int size() {
      return features.rows();
    }

    void add(RequestRows request, boolean sampled) {
      int found = request.positives();
      withoutPositive += found == 0 ? 1 : 0;
      if (request.rows() == 0 && sampled) {
        return;
      }
      positives += found;
      int first = features.rows();
      int width = features.columns();
      features.resize(first + request.rows());
      System.arraycopy(request.values(), 0, features.data(), first * width, request.rows() * width);
      requests.add(request.withoutValues());
    }

    BuiltSet build(int given, int withoutRelevant, int beyondLimit, boolean sampled) {
      float[] labels = new float[size()];
      float[] weights = new float[size()];
      int[] starts = new int[requests.size() + 1];
      int[] relevant = new int[requests.size()];
      double negatives = 0;
      double weighed = 0;
      List<String> ids = new ArrayList<>();
      int[] positions = new int[size()];
      for (int g = 0; g < relevant.length; g++) {
        RequestRows r = requests.get(g);
        starts[g + 1] = starts[g] + r.rows();
        relevant[g] = r.relevant();
        negatives += r.negatives();
        ids.add(r.id());
        System.arraycopy(r.labels(), 0, labels, starts[g], r.rows());
        System.arraycopy(r.weights(), 0, weights, starts[g], r.rows());
        System.arraycopy(r.positions(), 0, positions, starts[g], r.rows());
        for (int k = 0; k < r.rows(); k++) {
          boolean negative = r.labels()[k] <= 0 && r.positions()[k] == ShownItems.NOT_SHOWN;
          weighed += negative ? r.weights()[k] : 0;
        }
      }
      RankingSet set = new RankingSet(features, labels, weights, starts, relevant, ids);
      Optional<PositionBias> bias = sampled ? positionBias(set, positions) : Optional.empty();
      for (int row = 0; row < labels.length && bias.isPresent(); row++) {
        weights[row] *= bias.get().weight(positions[row], labels[row] > 0, settings.maxWeight());
      }
      if (sampled && settings.classBalance() > 0) {
        ClassBalance.apply(settings.classBalance(), labels, weights);
      }
      return new BuiltSet(
          set,
          new TrainingCounts(
              given,
              withoutRelevant,
              beyondLimit,
              withoutPositive,
              relevant.length,
              labels.length,
              positives),
          negatives > 0 && weighed > 0 ? weighed / negatives : 1,
          bias);
    }

    private Optional<PositionBias> positionBias(RankingSet set, int[] positions) {
      return switch (settings.positionBias()) {
        case EM -> Optional.of(PositionBias.ofExpectation(set, positions, seed, threads));
        case PROPENSITIES -> shownItems.map(PositionBias::ofPropensities);
        default -> Optional.empty();
      };
    }
  }
}
