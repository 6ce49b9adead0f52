package sluice.funnel.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import sluice.candidates.Eligibility;
import sluice.candidates.Retrieval;
import sluice.candidates.StoredRetrieval;
import sluice.candidates.source.PopularitySource;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.Ranker;
import sluice.core.UserError;
import sluice.core.store.ArrayReader;
import sluice.core.store.PartFile;
import sluice.features.FeatureAssembler;
import sluice.funnel.FittedFunnel;
import sluice.funnel.Funnel;
import sluice.ranking.StoredRanker;
import sluice.ranking.calibration.Calibrator;
import sluice.ranking.rerank.ReRankerInput;
import sluice.ranking.rerank.Slate;

/**
 * A loaded model bundle: what it says of itself, and the funnel it holds, proven on its sample.
 *
 * <p>Inverted indexes are mapped into memory, everything else is read into the heap: about the size
 * of the files, and for each interaction and user what {@link FittingPart} takes. Immutable, safe
 * for use by many threads.
 *
 * @param path the folder
 * @param manifest what it says of itself
 * @param funnel what answers
 * @param weights what events count
 * @param seconds how long loading took, the checks among it
 */
public record Bundle(
    Path path, BundleManifest manifest, Funnel funnel, EventWeights weights, double seconds) {
  static final String PART = "part.arrays";
  static final String COUNTED = "counted.arrays";
  static final String RETRIEVAL = "retrieval";
  static final String FEATURES = "features.arrays";
  static final String FAMILIES = "features";
  static final String SAMPLE = "sample.arrays";

  /** Checks. */
  public Bundle {
    Objects.requireNonNull(path, "path");
  }

  /**
   * Loads a bundle: checksums first, then every stage, then the sample.
   *
   * @throws UserError where a file is missing or damaged, the format is another, or a stage answers
   *     otherwise than when it was written; the message names which
   */
  public static Bundle load(Path folder) {
    long start = System.nanoTime();
    BundleManifest manifest = BundleManifest.read(folder);
    Checksums.check(folder, manifest);
    UserRows.check(folder);
    BundleSettings settings = BundleSettings.read(folder);
    FittingPart part;
    Retrieval retrieval;
    FeatureAssembler assembler;
    try (ArrayReader in = new ArrayReader(folder.resolve(PART));
        ArrayReader perUser = UserRows.reader(folder)) {
      part = PartFile.read(in, perUser);
      in.finish();
      retrieval =
          StoredRetrieval.read(
              part, settings.candidates(), manifest.seed(), folder.resolve(RETRIEVAL));
      assembler = features(folder, part, retrieval, settings, perUser);
      perUser.finish();
    }
    Ranker ranker = StoredRanker.read(assembler.schema(), folder);
    FittedFunnel fitted =
        new FittedFunnel(
            part,
            retrieval,
            assembler,
            Eligibility.of(part, manifest.excludeSeen()),
            manifest.seed());
    PopularitySource popularity;
    EventWeights weights;
    try (ArrayReader in = new ArrayReader(folder.resolve(COUNTED))) {
      popularity = PopularitySource.read("popularity", in);
      weights = EventWeights.read(in);
      in.finish();
    }
    Slate slate =
        Slate.read(
            settings.reranking(),
            new ReRankerInput(part, retrieval.embeddings(), manifest.seed()),
            manifest.slate(),
            folder);
    Funnel funnel =
        new Funnel(fitted, ranker, List.of(), slate, popularity, Calibrator.read(folder));
    try (ArrayReader in = new ArrayReader(folder.resolve(SAMPLE))) {
      BundleSample.check(funnel, in);
      in.finish();
    }
    return new Bundle(folder, manifest, funnel, weights, (System.nanoTime() - start) / 1e9);
  }

  private static FeatureAssembler features(
      Path folder,
      FittingPart part,
      Retrieval retrieval,
      BundleSettings settings,
      ArrayReader perUser) {
    List<String> sources = retrieval.sources().stream().map(CandidateSource::name).toList();
    try (ArrayReader in = new ArrayReader(folder.resolve(FEATURES))) {
      FeatureAssembler assembler =
          FeatureAssembler.read(
              part,
              retrieval.embeddings(),
              retrieval::graph,
              sources,
              settings.features(),
              in,
              perUser,
              folder.resolve(FAMILIES));
      in.finish();
      return assembler;
    }
  }
}
