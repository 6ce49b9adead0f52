package sluice.studies.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.core.CandidateSource;
import sluice.core.Fold;
import sluice.core.JudgedRequest;
import sluice.core.Randomness;
import sluice.core.Request;
import sluice.core.store.Folders;
import sluice.funnel.FoldFitting;
import sluice.ingestion.Relevance;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.PlantedFuture;
import sluice.ingestion.split.PlantedLabels;
import sluice.ingestion.split.Protocol;
import sluice.ingestion.split.SeenPolicy;
import sluice.ingestion.split.Split;
import sluice.ingestion.split.Splitter;

/**
 * Audits a composition of the funnel on one dataset: fits it on the data, on the data with another
 * future and, for training's retrievers, on the data with other labels, and compares every fitted
 * component by the bits.
 *
 * @param composition how funnels are made
 * @param data all of the dataset
 * @param protocol how it is split; of k-fold the first fold is audited
 * @param seen whether seen items may come back
 * @param rule what is relevant
 * @param seed of the run
 * @param folder for tables and indexes, which the caller removes
 */
public record LeakageAudit(
    Composition composition,
    Dataset data,
    Protocol protocol,
    SeenPolicy seen,
    Relevance rule,
    long seed,
    Path folder) {
  private static final int PROBES = 60;

  /** How the funnel of a split is fitted. */
  public interface Composition {
    /** Makes the fitting; files go into an existing folder. */
    FoldFitting of(Dataset data, Split split, Path folder);
  }

  /** Runs all checks. */
  public AuditResult run() {
    PlantedFuture future =
        PlantedFuture.of(data, protocol, seed, Folders.make(folder.resolve("future")));
    Split split = Splitter.split(future.base(), future.protocol(), seen, rule, seed);
    // The policy is a choice of the fitting part and must not be made again where labels move.
    SeenPolicy fixed = split.excludeSeen() ? SeenPolicy.EXCLUDE : SeenPolicy.ALLOW;
    Split planted = Splitter.split(future.planted(), future.protocol(), seen, rule, seed);
    Optional<Dataset> relabelled = PlantedLabels.of(future.base(), future.protocol(), seed);
    Optional<Split> labels =
        relabelled.map(d -> Splitter.split(d, future.protocol(), fixed, rule, seed));
    Probes test = Probes.of(split, planted, Fold::test);
    Probes inner = Probes.of(split, planted, LeakageAudit::labels);
    FoldFitting base = composition.of(future.base(), split, Folders.make(folder.resolve("base")));
    FoldFitting other =
        composition.of(future.planted(), planted, Folders.make(folder.resolve("planted")));
    List<Finding> findings = new ArrayList<>();
    findings.add(
        compare(
            "planted future",
            base,
            Fingerprint.of(base, inner.base(), test.base(), false),
            Fingerprint.of(other, inner.planted(), test.planted(), false),
            "the held-out part was changed"));
    if (labels.isPresent()) {
      Probes both = Probes.of(split, labels.get(), LeakageAudit::labels);
      // What the labels choose on purpose (training of ials, weights of fusion) is held too.
      FoldFitting third =
          composition
              .of(relabelled.orElseThrow(), labels.get(), Folders.make(folder.resolve("labels")))
              .choosingAs(base);
      findings.add(
          compare(
              "planted labels",
              base,
              Fingerprint.of(base, both.base(), List.of(), true),
              Fingerprint.of(third, both.planted(), List.of(), true),
              "the ranker's labels were changed"));
    }
    findings.addAll(new SplitChecks(base, split.excludeSeen()).findings());
    findings.addAll(new FeatureChecks(base.tune().set()).findings());
    findings.add(PopularityCheck.of(base, future.base(), test.base()));
    return new AuditResult(findings);
  }

  private static List<JudgedRequest> labels(Fold fold) {
    return Stream.of(fold.train(), fold.tune()).flatMap(List::stream).toList();
  }

  private static Finding compare(
      String check,
      FoldFitting funnel,
      Map<String, String> before,
      Map<String, String> after,
      String change) {
    List<String> moved =
        Stream.concat(before.keySet().stream(), after.keySet().stream())
            .distinct()
            .filter(name -> !before.getOrDefault(name, "").equals(after.getOrDefault(name, "")))
            .toList();
    boolean repeatable =
        Stream.of(true, false)
            .filter(training -> training || !check.equals("planted labels"))
            .flatMap(training -> funnel.stages(training).retrieval().all().stream())
            .allMatch(CandidateSource::repeatable);
    if (moved.isEmpty()) {
      return new Finding(
          check,
          Finding.Level.PASS,
          change + "; all " + before.size() + " components stayed, to the bit",
          "");
    }
    return new Finding(
        check,
        repeatable ? Finding.Level.LEAK : Finding.Level.WARNING,
        change + ", and these moved: " + String.join(", ", moved),
        repeatable
            ? "the first that moved has seen what is held out: fit it on the fitting part alone"
            : "a source does not repeat itself, so that a leak cannot be told from chance: start the"
                + " JVM with --add-opens java.base/java.lang=ALL-UNNAMED, or choose another engine"
                + " for hnsw");
  }

  /** Requests of the same user and time in two splits. */
  private record Probes(List<Request> base, List<Request> planted) {
    interface Side {
      List<JudgedRequest> of(Fold fold);
    }

    static Probes of(Split base, Split planted, Side side) {
      Map<String, Request> one = byKey(side.of(base.folds().getFirst()));
      Map<String, Request> two = byKey(side.of(planted.folds().getFirst()));
      List<String> keys =
          one.keySet().stream()
              .filter(two::containsKey)
              .sorted(Comparator.comparingLong(Randomness::hash))
              .limit(PROBES)
              .toList();
      return new Probes(keys.stream().map(one::get).toList(), keys.stream().map(two::get).toList());
    }

    private static Map<String, Request> byKey(List<JudgedRequest> requests) {
      return requests.stream()
          .map(JudgedRequest::request)
          .collect(
              Collectors.toMap(
                  r -> r.userId() + "@" + r.time(), r -> r, (a, b) -> a, LinkedHashMap::new));
    }
  }
}
