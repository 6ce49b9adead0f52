package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import sluice.core.Embedding;
import sluice.core.ItemVectors;
import sluice.core.JudgedRequest;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.VectorMath;
import sluice.evaluation.Dcg;
import sluice.funnel.Funnel;
import sluice.funnel.Trace;
import sluice.ranking.rerank.ReRankerInput;
import sluice.ranking.rerank.ReRankerSpec;
import sluice.ranking.rerank.Slate;

/**
 * What re-ranking costs, on a sample of the test requests: the slate with and without each
 * re-ranker, and quality against diversity as a knob turns.
 *
 * <p>Slates without a re-ranker are walked anew, since a rule may also say what sources are asked
 * for; a turned knob is tried on the lists that the ranker made. Quality is nDCG@10; diversity is
 * the mean of 1 − cosine over the pairs of the first ten.
 */
final class ReRankingPrice {
  private static final int REQUESTS = 100;
  private static final int CUTOFF = 10;

  private final Funnel funnel;
  private final List<JudgedRequest> requests;
  private final List<ReRankerSpec> specs;
  private final long seed;
  private final int threads;
  private final Optional<Embedding> embedding;

  ReRankingPrice(
      Funnel funnel,
      List<JudgedRequest> requests,
      List<ReRankerSpec> specs,
      long seed,
      int threads) {
    this.funnel = funnel;
    this.requests =
        JudgedRequest.shuffled(requests, seed, "price-of-rules").stream().limit(REQUESTS).toList();
    this.specs = specs;
    this.seed = seed;
    this.threads = threads;
    List<Embedding> all = funnel.fitted().retrieval().embeddings();
    this.embedding =
        all.stream()
            .filter(e -> e.name().equals("content"))
            .findFirst()
            .or(() -> all.stream().findFirst());
  }

  private record Figures(double quality, double diversity) {}

  /** Returns what the section says besides what changed; empty where nothing re-ranks. */
  List<ReportSection.Block> blocks() {
    if (specs.isEmpty() || requests.isEmpty()) {
      return List.of();
    }
    Slate slate = funnel.slate();
    RankedItems[] lists = new RankedItems[requests.size()];
    Figures with =
        figures(
            funnel::newWalker,
            (i, walker) -> {
              Trace trace = walker.walk(requests.get(i).request());
              lists[i] = trace.ranked();
              return trace.slate();
            });
    List<List<Object>> prices = new ArrayList<>();
    for (ReRanker r : slate.rerankers()) {
      prices.add(row("without " + r.name(), of(slate.without(r.name())), with));
    }
    if (slate.rerankers().size() > 1) {
      prices.add(row("without any", of(new Slate(List.of(), slate.size())), with));
    }
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Table(
            String.format(
                Locale.ROOT,
                "Price of each re-ranker, on %,d test requests: nDCG@%d of the slate is %.4f%s",
                requests.size(),
                CUTOFF,
                with.quality,
                diversity(with)),
            List.of("slate", "nDCG@" + CUTOFF, "price", "diversity", "diversity gained"),
            prices));
    ReRankerInput input =
        new ReRankerInput(funnel.fitted().part(), funnel.fitted().retrieval().embeddings(), seed);
    for (ReRankerSpec spec : specs) {
      List<ReRankerSpec.TurnedReRanker> turned = spec.turned(input);
      if (!turned.isEmpty()) {
        blocks.add(chart(spec.name(), turned, lists));
      }
    }
    return blocks;
  }

  private String diversity(Figures of) {
    return embedding
        .map(e -> String.format(Locale.ROOT, ", diversity (%s) %.4f", e.name(), of.diversity))
        .orElse("");
  }

  private static List<Object> row(String name, Figures without, Figures with) {
    return List.of(
        name,
        without.quality,
        without.quality - with.quality,
        without.diversity,
        with.diversity - without.diversity);
  }

  private ReportSection.Chart chart(
      String name, List<ReRankerSpec.TurnedReRanker> turned, RankedItems[] lists) {
    List<String> at = new ArrayList<>();
    List<Double> quality = new ArrayList<>();
    List<Double> diversity = new ArrayList<>();
    for (ReRankerSpec.TurnedReRanker t : turned) {
      Figures figures = of(funnel.slate().with(t.fitted()), lists);
      at.add(String.format(Locale.ROOT, "%.2f", t.value()));
      quality.add(figures.quality);
      diversity.add(figures.diversity);
    }
    String knob = turned.getFirst().knob();
    return new ReportSection.Chart(
        "Quality against diversity as " + knob + " of " + name + " turns",
        "Where the line of diversity rises faster than that of nDCG falls, more variety is cheap.",
        ReportSection.Chart.Kind.LINE,
        knob,
        "mean over " + requests.size() + " test requests",
        at,
        List.of(
            new ReportSection.Series("nDCG@" + CUTOFF, quality),
            new ReportSection.Series("diversity", diversity)));
  }

  private Figures of(Slate slate) {
    return figures(
        funnel.with(slate)::newWalker,
        (i, walker) -> walker.walk(requests.get(i).request()).slate());
  }

  private Figures of(Slate slate, RankedItems[] lists) {
    return figures(
        () -> slate,
        (i, by) -> {
          Request request = requests.get(i).request();
          TieBreak ties = funnel.fitted().ties(request);
          Slate.Drawn drawn =
              by.of(request, lists[i], by.size(), ties, (r, before, after, nanos) -> {});
          return funnel.filled(drawn.items(), request, item -> true, by.size());
        });
  }

  /** Makes the slate of a request; T is one thread's own. */
  private interface Maker<T> {
    RankedItems make(int request, T own);
  }

  private <T> Figures figures(Supplier<T> perThread, Maker<T> maker) {
    double[] quality = new double[requests.size()];
    double[] diversity = new double[requests.size()];
    Parallel.run(
        threads,
        quality.length,
        perThread,
        (i, own) -> {
          RankedItems shown = maker.make(i, own).first(CUTOFF);
          quality[i] = ndcg(requests.get(i), shown);
          diversity[i] = embedding.map(e -> diversity(e.items(), shown)).orElse(Double.NaN);
        });
    return new Figures(mean(quality), mean(diversity));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double ndcg(JudgedRequest judged, RankedItems shown) {
    double[] gains = new double[judged.size()];
    double sum = 0;
    for (int i = 0; i < gains.length; i++) {
      gains[i] = judged.gain(i);
      for (int place = 0; place < shown.size(); place++) {
        sum += judged.item(i) == shown.item(place) ? gains[i] * Dcg.discount(place) : 0;
      }
    }
    return sum / Dcg.ideal(gains, CUTOFF);
  }

  private static double diversity(ItemVectors vectors, RankedItems shown) {
    int n = shown.size();
    double sum = 0;
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        double lengths = Math.sqrt(dot(vectors, shown, a, a) * dot(vectors, shown, b, b));
        sum += lengths > 0 ? 1 - dot(vectors, shown, a, b) / lengths : 0;
      }
    }
    return n < 2 ? 0 : sum / (n * (n - 1) / 2.0);
  }

  private static double dot(ItemVectors vectors, RankedItems shown, int a, int b) {
    return VectorMath.dot(
        vectors.data(),
        vectors.offset(shown.item(a)),
        vectors.data(),
        vectors.offset(shown.item(b)),
        vectors.dimension());
  }
}
