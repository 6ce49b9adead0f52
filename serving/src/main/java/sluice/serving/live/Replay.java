package sluice.serving.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import sluice.core.RankedItems;
import sluice.core.UserError;
import sluice.features.tables.LaterCounts;
import sluice.funnel.Funnel;
import sluice.funnel.SourceOutcome;
import sluice.funnel.SourcePolicy;
import sluice.funnel.Trace;
import sluice.funnel.bundle.Bundle;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.ItemWrite;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Computes recorded requests once more, offline, and holds items, scores and features against what
 * was served, to the bit. What a source was left out for then is left out now. Not thread-safe.
 */
public final class Replay {
  private final LiveCatalogue bundleOnly;
  private final List<ItemWrite> writes = new ArrayList<>();
  private Generation live;
  private final LiveHistories histories = new LiveHistories();
  private Funnel.Walker walker;

  /**
   * What a replay found.
   *
   * @param requests how many were computed again
   * @param skipped how many other bundles answered
   * @param differences one sentence for each request that came out otherwise
   */
  public record Report(int requests, int skipped, List<String> differences) {
    /** Copies. */
    public Report {
      differences = List.copyOf(differences);
    }
  }

  /** Reads the events of a store. */
  public Replay(Bundle bundle, FeedbackStore store) {
    this.live = Generation.of(bundle);
    this.bundleOnly = live.catalogue();
    store.catalogue().eachItem(0, writes::add);
    this.walker = bundle.funnel().newWalker();
    store.each(0, histories::add);
  }

  /**
   * Replays a file.
   *
   * @throws UserError where a line is no record
   */
  public Report run(Path log) {
    int requests = 0;
    int skipped = 0;
    CountsFiles files = CountsFiles.beside(log);
    List<String> differences = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(log)) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        Recorded recorded;
        try {
          recorded = JsonMapper.shared().readValue(line, Recorded.class);
        } catch (JacksonException e) {
          throw new UserError(log + ":" + number + " is no record of a request", e);
        }
        if (recorded.bundle().equals(live.id())) {
          requests++;
          difference(recorded, files)
              .ifPresent(d -> differences.add(recorded.requestId() + ": " + d));
        } else {
          skipped++;
        }
      }
    } catch (IOException e) {
      throw new UserError("cannot read " + log + " (" + e.getMessage() + ")", e);
    }
    return new Report(requests, skipped, differences);
  }

  private Optional<String> difference(Recorded r, CountsFiles files) {
    LiveHistories.Known known =
        histories.before(
            live.part(),
            live.weights(),
            r.user(),
            r.base(),
            r.before() == null ? Long.MAX_VALUE : r.before(),
            r.clock(),
            r.sequence());
    if (known.sequence() != r.sequence()) {
      return Optional.of("the store lacks event " + r.sequence() + " of the user");
    }
    if (!at(r.catalogue())) {
      return Optional.of("the store lacks write " + r.catalogue() + " of the catalogue");
    }
    String version = Objects.requireNonNullElse(r.counts(), "");
    if (!counted(version, files)) {
      return Optional.of("there are no counts " + version + " in " + files.folder());
    }
    Query query =
        new Query(
            Optional.of(r.user()),
            r.recent(),
            r.n(),
            r.context(),
            r.filters(),
            r.exclude(),
            false,
            OptionalLong.empty(),
            OptionalLong.of(r.time()));
    Prepared prepared = Prepared.of(live, r.requestId(), r.user(), known, query, r.time());
    if (r.popular()) {
      RankedItems slate = live.funnel().popular(prepared.request(), prepared.wanted(), r.n());
      return other(r, slate, "");
    }
    Trace trace = walker.walk(prepared.request(), prepared.wanted(), r.n(), asRecorded(r));
    return other(r, trace.slate(), Recorded.features(trace));
  }

  /** Brings the catalogue to a version; false where the store's writes do not reach it. */
  private boolean at(long version) {
    if (version == live.catalogue().version()) {
      return true;
    }
    if (version < live.catalogue().version()) {
      live = live.with(bundleOnly);
    }
    long from = live.catalogue().version();
    live =
        live.with(
            live.catalogue()
                .with(
                    writes.stream()
                        .filter(w -> w.version() > from && w.version() <= version)
                        .toList()));
    return live.catalogue().version() == version;
  }

  /** Brings the counts to a version; false where there is no file of it. */
  private boolean counted(String version, CountsFiles files) {
    if (version.equals(live.counts().id())) {
      return true;
    }
    Funnel own = live.bundle().funnel();
    if (version.isEmpty()) {
      live = live.with(own, CountsVersion.ofBundle(live.part().asOf()));
    } else {
      Optional<LaterCounts> later = files.read(live.id(), version);
      if (later.isEmpty()) {
        return false;
      }
      live = live.with(own.with(later.get()), new CountsVersion(version, later.get().end()));
    }
    walker = live.funnel().newWalker();
    return true;
  }

  private static SourcePolicy asRecorded(Recorded r) {
    return (source, items, retrieve) -> {
      SourceOutcome.Status status = r.sources().getOrDefault(source, SourceOutcome.Status.ANSWERED);
      return status == SourceOutcome.Status.ANSWERED
          ? SourcePolicy.IN_FULL.ask(source, items, retrieve)
          : new SourceOutcome(source, status, RankedItems.EMPTY, 0, "as recorded");
    };
  }

  private Optional<String> other(Recorded r, RankedItems slate, String features) {
    List<String> items = new ArrayList<>();
    List<Integer> scores = new ArrayList<>();
    for (int place = 0; place < slate.size(); place++) {
      items.add(live.part().catalogue().items().id(slate.item(place)));
      scores.add(Float.floatToRawIntBits(slate.score(place)));
    }
    if (!items.equals(r.items())) {
      return Optional.of("other items or another order");
    }
    if (!scores.equals(r.scores())) {
      return Optional.of("another score");
    }
    return features.equals(r.features()) ? Optional.empty() : Optional.of("another feature");
  }
}
