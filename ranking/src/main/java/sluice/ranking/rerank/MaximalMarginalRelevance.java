package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;

/**
 * {@code mmr}: maximal marginal relevance, relevance against likeness to what was taken before.
 *
 * <p>Place after place the item i of the first {@code depth} is taken that has the highest
 *
 * <pre>λ · rel(i) − (1 − λ) · max { cos(i, j) : j taken before }</pre>
 *
 * <p>where the maximum is 0 for the first place, cos is the cosine of the vectors of an embedding
 * (0 where one of them is zero), and rel(i) = (s(i) − min) / (max − min) puts the ranker's scores s
 * of the first {@code depth} on a scale from 0 to 1 (all 0 where they are equal). Equal values go
 * by the tie order. Once as many are taken as are shown, the others follow in their order. From
 * Carbonell and Goldstein, <i>The use of MMR, diversity-based reranking for reordering documents
 * and producing summaries</i>, SIGIR 1998.
 */
public final class MaximalMarginalRelevance
    implements ReRankerType<MaximalMarginalRelevance.Settings> {
  /**
   * Settings.
   *
   * @param lambda weight of relevance, 0 to 1
   * @param embedding whose vectors say what is alike
   * @param depth how many of the list may be shown; at least as many as are shown
   */
  public record Settings(double lambda, String embedding, int depth) {
    /** Checks. */
    public Settings {
      SettingError.check("lambda", lambda, 0, 1);
      SettingError.check("depth", depth, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "mmr";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    lambda: 0.7          # weight of relevance; the rest is that of being unlike what stands above
    embedding: content   # whose vectors say what is alike: ials, content, or one that a source searches
    depth: 100           # of the list may be shown
    """;
  }

  @Override
  public Placement placement(Settings settings) {
    return Placement.FIRST;
  }

  @Override
  public Optional<String> embedding(Settings settings) {
    return Optional.of(settings.embedding);
  }

  @Override
  public List<Turned<Settings>> turned(Settings settings) {
    return Turned.to("lambda", 1, at -> new Settings(at, settings.embedding, settings.depth));
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    return new Fitted(name, settings, ItemLikeness.of(input.embedding(settings.embedding).items()));
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  private record Fitted(String name, Settings settings, ItemLikeness alike) implements ReRanker {
    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      int depth = GreedySlate.depth(ranked, settings.depth, shown);
      double[] relevance = GreedySlate.relevance(ranked, depth);
      double[] likeness = new double[depth];
      GreedySlate.Gain gain =
          new GreedySlate.Gain() {
            private boolean first = true;

            @Override
            public double of(int place) {
              return settings.lambda * relevance[place] - (1 - settings.lambda) * likeness[place];
            }

            @Override
            public void take(int place) {
              int item = ranked.item(place);
              for (int k = 0; k < depth; k++) {
                double cosine = alike.of(ranked.item(k), item, request.time());
                likeness[k] = first ? cosine : Math.max(likeness[k], cosine);
              }
              first = false;
            }
          };
      return GreedySlate.fill(ranked, depth, shown, ties, gain);
    }
  }
}
