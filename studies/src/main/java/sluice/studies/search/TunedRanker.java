package sluice.studies.search;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import sluice.core.ConfigNode;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.UserError;
import sluice.ranking.Rankers;
import sluice.ranking.TuneMeasure;

/**
 * A ranker whose settings are searched: reads it with other settings, trains it, and measures it by
 * nDCG@10 on the tune part.
 *
 * <p>Early stopping looks at the same tune part. The test part is not read.
 */
public final class TunedRanker {
  private final ConfigNode base;

  /**
   * Reads the ranker.
   *
   * @param node a word, or a map with {@code type} and settings
   * @param space of which both ends of each setting are tried for their types and ranges
   * @throws UserError where there is no such ranker or setting, or an end is out of its range
   */
  public TunedRanker(ConfigNode node, SearchSpace space) {
    this.base = node.typed();
    for (double end : new double[] {0, 1}) {
      for (Dimension dimension : space.dimensions()) {
        trainer(Map.of(dimension.key(), dimension.at(end)));
      }
    }
  }

  /** Returns the type of a ranker. */
  public static String type(ConfigNode node) {
    return node.typed().require("type").asText();
  }

  private RankerTrainer trainer(Map<String, Object> settings) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>(base.entries());
    settings.forEach((key, value) -> entries.put(key, scalar(key, value)));
    return Rankers.trainer(ConfigNode.map(base.place(), base.path(), entries));
  }

  private static ConfigNode scalar(String key, Object value) {
    return ConfigNode.scalar("--space", key, value instanceof Integer i ? i.longValue() : value);
  }

  /** Returns what trains and measures. */
  public RankerSearch.Judge judge(RankingSet train, RankingSet tune, long seed, int threads) {
    TuneMeasure measure = new TuneMeasure(tune, 10);
    if (measure.counted() == 0 || train.rows() == 0) {
      throw new UserError(
          "there is nothing to tune on: no user of the tune part has a relevant item; take more"
              + " data or another protocol");
    }
    return (settings, share) -> {
      Ranker ranker = trainer(settings).fit(part(train, share), tune, seed, threads);
      float[] scores = new float[tune.rows()];
      ranker.score(tune.features(), scores);
      return measure.mean(scores);
    };
  }

  /** Requests stand in the order of a hash, so that the first ones are a uniform sample. */
  private static RankingSet part(RankingSet train, double share) {
    if (share > 0.99) {
      return train;
    }
    int requests = (int) Math.ceil(share * train.requests());
    Set<String> kept = new TreeSet<>(train.requestIds().subList(0, requests));
    return train.only(kept::contains);
  }

  /** Returns the ranker with some settings as a line of YAML, as {@code ranking.model} takes it. */
  public String yaml(Map<String, Object> settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    base.entries().forEach((key, value) -> all.put(key, String.valueOf(value.toPlain())));
    all.putAll(settings);
    return all.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(joining(", ", "{", "}"));
  }
}
