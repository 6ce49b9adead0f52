package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.core.Dictionary;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.JudgedRequest;
import sluice.core.RankingSet;
import sluice.core.Request;
import sluice.core.Tags;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.Split;
import sluice.pipeline.config.PipelineConfig;

/** Compositions that are right but for one component, which sees what is held out. */
enum NoPeekingSaboteur {
  /** Feature tables count all interactions. */
  COUNTS("outer.counts", "outer.features"),
  /** Features of tags read all tags. */
  TAGS("outer.features"),
  /** Alternating least squares learns from all interactions. */
  EMBEDDINGS("outer.embedding.ials", "outer.candidates"),
  /** The inverted index holds all tags. */
  INDEX("outer.source.lucene", "outer.candidates"),
  /** The scaler is fitted on the rows of the test requests, too. */
  SCALER("ranking.logistic-regression"),
  /** Negatives are drawn by the counts of all interactions. */
  NEGATIVES("ranking.train"),
  /** The retrievers that make training rows know the labels. */
  INNER_SPLIT("inner.embedding.ials", "inner.counts", "inner.candidates", "inner.features");

  private final String moves;

  NoPeekingSaboteur(String... moves) {
    this.moves = String.join(" ", moves);
  }

  /** Returns the components that must be seen to move. */
  List<String> moves() {
    return List.of(moves.split(" ", -1));
  }

  /** Returns the broken composition. */
  NoPeekingFunnel funnel(Dataset data, Split split, PipelineConfig config, Path work) {
    return switch (this) {
      case COUNTS ->
          new NoPeekingFunnel(data, split, config, work) {
            @Override
            FittingPart featuresPart(FittingPart right) {
              return withAllInteractions(right, data);
            }
          };
      case TAGS ->
          new NoPeekingFunnel(data, split, config, work) {
            @Override
            FittingPart featuresPart(FittingPart right) {
              return withAllTags(right, data);
            }
          };
      case EMBEDDINGS ->
          new NoPeekingFunnel(data, split, config, work) {
            @Override
            FittingPart retrievalPart(FittingPart right) {
              return withAllInteractions(right, data);
            }
          };
      case INDEX ->
          new NoPeekingFunnel(data, split, config, work) {
            @Override
            FittingPart retrievalPart(FittingPart right) {
              return withAllTags(right, data);
            }
          };
      case SCALER ->
          new NoPeekingFunnel(data, split, config, work) {
            @Override
            RankingSet rankerRows() {
              return withTestRows(train().set(), this);
            }
          };
      case NEGATIVES ->
          new NoPeekingFunnel(data, split, config, work) {
            @Override
            protected FittingPart negativesPart() {
              return withAllInteractions(innerPart(), data);
            }
          };
      case INNER_SPLIT ->
          new NoPeekingFunnel(data, split, config, work) {
            @Override
            protected FittingPart innerPart() {
              return fold.fitting();
            }
          };
    };
  }

  private static FittingPart withAllInteractions(FittingPart part, Dataset data) {
    Interactions all = data.interactions();
    Interactions.Builder rows = new Interactions.Builder(all.eventTypes(), all.size());
    for (int i = 0; i < all.size(); i++) {
      int user = part.users().index(data.users().id(all.user(i)));
      int item = part.catalogue().items().index(data.items().id(all.item(i)));
      if (user != Dictionary.UNKNOWN && item != Dictionary.UNKNOWN) {
        rows.addFrom(all, i, user, item);
      }
    }
    return with(part, rows.build(), part.tags());
  }

  private static FittingPart withAllTags(FittingPart part, Dataset data) {
    Tags all = data.tags();
    int n = 0;
    int[] users = new int[all.size()];
    int[] items = new int[all.size()];
    int[] tags = new int[all.size()];
    long[] times = new long[all.size()];
    for (int i = 0; i < all.size(); i++) {
      int item = part.catalogue().items().index(data.items().id(all.item(i)));
      if (item != Dictionary.UNKNOWN) {
        users[n] = part.users().index(data.users().id(all.user(i)));
        items[n] = item;
        tags[n] = all.tag(i);
        times[n++] = all.time(i);
      }
    }
    return with(
        part,
        part.interactions(),
        new Tags(
            all.values(),
            Arrays.copyOf(users, n),
            Arrays.copyOf(items, n),
            Arrays.copyOf(tags, n),
            Arrays.copyOf(times, n)));
  }

  private static FittingPart with(FittingPart part, Interactions interactions, Tags tags) {
    return new FittingPart(
        part.users(),
        part.catalogue(),
        interactions,
        new Histories(interactions, part.users().size()),
        part.items(),
        part.userTable(),
        tags,
        part.impressions(),
        part.asOf(),
        part.timed());
  }

  /** Adds some rows of all test requests as one more request, labelled 0 and next to weightless. */
  private static RankingSet withTestRows(RankingSet train, NoPeekingFunnel funnel) {
    FeatureMatrix rows = new FeatureMatrix(train.features().schema(), train.rows());
    for (int r = 0; r < train.rows(); r++) {
      rows.append(train.features(), r);
    }
    List<Request> test = funnel.fold.test().stream().map(JudgedRequest::request).toList();
    for (FeatureMatrix more : NoPeekingPrint.matrices(funnel.outer(), test)) {
      for (int r = 0; r < Math.min(10, more.rows()); r++) {
        rows.append(more, r);
      }
    }
    int requests = train.requests() + 1;
    float[] labels = new float[rows.rows()];
    float[] weights = new float[rows.rows()];
    Arrays.fill(weights, 1e-6f);
    for (int r = 0; r < train.rows(); r++) {
      labels[r] = train.label(r);
      weights[r] = train.weight(r);
    }
    int[] starts = new int[requests + 1];
    int[] relevant = new int[requests];
    List<String> ids = new ArrayList<>(train.requestIds());
    ids.add("the test requests");
    for (int g = 0; g < train.requests(); g++) {
      starts[g] = train.start(g);
      relevant[g] = train.relevant(g);
    }
    starts[requests - 1] = train.rows();
    starts[requests] = rows.rows();
    return new RankingSet(rows, labels, weights, starts, relevant, ids);
  }
}
