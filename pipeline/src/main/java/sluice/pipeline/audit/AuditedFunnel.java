package sluice.pipeline.audit;

import java.nio.file.Path;
import java.util.List;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.Embedding;
import sluice.core.FeatureMatrix;
import sluice.core.FittingPart;
import sluice.core.Fold;
import sluice.core.RankedItems;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.Request;
import sluice.features.graph.ItemGraph;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.Split;

/** A funnel of one fold whose every fitted component can be looked at, made when asked for. */
public interface AuditedFunnel {
  /** How a funnel is composed of data that is parted. */
  interface Composition {
    /** Composes one; files go into an existing folder. */
    AuditedFunnel of(Dataset data, Split split, Path folder);
  }

  /** Returns the split it stands on. */
  Fold fold();

  /** Returns what was fitted for the ranker's training, or on the whole fitting part. */
  Stage stage(boolean training);

  /** Returns the ranker's training rows. */
  RankingSet train();

  /** Returns the ranker's tuning rows. */
  RankingSet tune();

  /** Returns the fitted rankers. */
  List<Ranker> rankers();

  /** Retrieval and features, fitted on one part. */
  interface Stage {
    /** Returns what it says it was fitted on. */
    FittingPart part();

    /** Returns the embeddings. */
    List<Embedding> embeddings();

    /** Returns all sources, fused or compared. */
    List<CandidateSource> sources();

    /** Returns what one source brings. */
    RankedItems list(CandidateSource source, Request request);

    /** Returns the fused candidates. */
    Candidates candidates(Request request);

    /** Returns the features of a request's candidates, in their order. */
    FeatureMatrix features(Request request);

    /** Returns the graph of what follows what. */
    ItemGraph transitions();

    /** Returns the graph of what goes together. */
    ItemGraph coOccurrence();

    /** Returns the folder with the snapshot tables. */
    Path tables();
  }
}
