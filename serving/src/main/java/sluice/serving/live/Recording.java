package sluice.serving.live;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.Request;
import sluice.funnel.SourceOutcome;
import sluice.funnel.Trace;

/** Keeps what replays need of every answered recommendation, where that is wanted. */
final class Recording implements AutoCloseable {
  private final Optional<ReplayLog> log;

  /** Records to a log, or not at all. */
  Recording(Optional<ReplayLog> log) {
    this.log = log;
  }

  /** Records what the funnel answered; to be called before the trace's worker goes on. */
  void funnel(Generation now, Asked asked, Trace trace, List<Answer.Item> items) {
    if (log.isPresent()) {
      Map<String, SourceOutcome.Status> sources = new LinkedHashMap<>();
      trace.sources().forEach(source -> sources.put(source.source(), source.status()));
      record(now, asked, items, false, sources, Recorded.features(trace));
    }
  }

  /** Records that popularity was answered, because the deadline passed. */
  void popular(Generation now, Asked asked, List<Answer.Item> items) {
    record(now, asked, items, true, Map.of(), "");
  }

  private void record(
      Generation now,
      Asked asked,
      List<Answer.Item> items,
      boolean popular,
      Map<String, SourceOutcome.Status> sources,
      String features) {
    Request request = asked.prepared().request();
    Query query = asked.query();
    log.ifPresent(to ->
        to.add(
            new Recorded(
                request.id(),
                now.id(),
                request.userId(),
                request.time(),
                asked.clock(),
                query.time().isPresent() ? (Long) query.time().getAsLong() : null,
                asked.sequence(),
                asked.base(),
                query.n(),
                query.recent(),
                query.context(),
                query.filters(),
                query.exclude(),
                now.catalogue().version(),
                now.counts().id(),
                sources,
                popular,
                items.stream().map(Answer.Item::item).toList(),
                items.stream().map(i -> Float.floatToRawIntBits(i.score())).toList(),
                features)));
  }

  /** Returns where the counts are kept that records name. */
  Optional<CountsFiles> counts() {
    return log.map(to -> CountsFiles.beside(to.file()));
  }

  /** Takes a user's records out; returns how many there were. */
  long forget(String user) {
    return log.map(to -> to.forget(user)).orElse(0L);
  }

  /** Returns the file, where there is one. */
  Optional<Path> file() {
    return log.map(ReplayLog::file);
  }

  /** Returns how many requests could not be recorded. */
  long dropped() {
    return log.map(ReplayLog::dropped).orElse(0L);
  }

  @Override
  public void close() {
    log.ifPresent(ReplayLog::close);
  }
}
