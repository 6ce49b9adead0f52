package sluice.serving.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import sluice.core.CandidateSource;
import sluice.core.Embedding;
import sluice.funnel.bundle.Bundle;
import sluice.funnel.bundle.UserRows;
import sluice.serving.feedback.ExportedUsers;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Forgotten;

/**
 * Forgets a user: hidden at once, then rewritten out of the store, the records, the exports and the
 * bundle. Where one of them cannot be written the call throws, and may be repeated. Safe for use by
 * many threads.
 */
final class Forgetting {
  /** What a run leaves next to its bundle that names users. */
  private static final List<String> OF_THE_RUN =
      List.of("qrels.tsv", "runs", "tables", "report.html", "report.json", "report.md");

  private final FeedbackStore store;
  private final Recording recording;
  private final StoreFollower follower;
  private final Set<String> forgotten;

  /** Writes to the set. */
  Forgetting(
      FeedbackStore store, Recording recording, StoreFollower follower, Set<String> forgotten) {
    this.store = store;
    this.recording = recording;
    this.follower = follower;
    this.forgotten = forgotten;
  }

  Erased forget(Bundle bundle, String user) {
    boolean before = !forgotten.add(user);
    Forgotten rows = follower.forget(user);
    List<String> rewritten = new ArrayList<>();
    if (rows.rows() > 0) {
      rewritten.add("the feedback database");
    }
    long records = recording.forget(user);
    if (records > 0) {
      recording.file().ifPresent(file -> rewritten.add(String.valueOf(file.getFileName())));
    }
    for (CountsFiles files : recording.counts().stream().toList()) {
      files.forget(user).forEach(file -> rewritten.add(name(files.folder()) + "/" + name(file)));
    }
    for (String folder : store.catalogue().exports()) {
      ExportedUsers.forget(Path.of(folder), user)
          .forEach(file -> rewritten.add(name(Path.of(folder)) + "/" + name(file)));
    }
    // the files never have a user whom the loaded bundle has not
    boolean known = inMemory(bundle, user) && UserRows.forget(bundle.path(), user);
    if (known) {
      rewritten.add("the rows of users of bundle " + bundle.manifest().id());
    }
    if (!before && rewritten.isEmpty()) {
      forgotten.remove(user); // nobody was called so: what is made up must not fill the memory
    }
    return new Erased(
        rows.actions(),
        rows.shown(),
        rows.attributes(),
        records,
        rewritten,
        ofTheRun(bundle.path().toAbsolutePath().resolveSibling("")),
        known ? fitted(bundle) : List.of());
  }

  /** Takes everybody who was forgotten out of a bundle that is about to answer. */
  void forgetIn(Bundle bundle) {
    for (String user : forgotten) {
      if (inMemory(bundle, user)) {
        UserRows.forget(bundle.path(), user);
      }
    }
  }

  private static boolean inMemory(Bundle bundle, String user) {
    return UserRows.holds(bundle.funnel().fitted().part(), user);
  }

  private static List<String> ofTheRun(Path run) {
    return OF_THE_RUN.stream().filter(name -> Files.exists(run.resolve(name))).toList();
  }

  private static List<String> fitted(Bundle bundle) {
    var retrieval = bundle.funnel().fitted().retrieval();
    return Stream.of(
            Stream.of("ranker " + bundle.manifest().ranker(), "feature counts and graphs"),
            retrieval.embeddings().stream().map(Embedding::name).map(e -> "embedding " + e),
            retrieval.sources().stream().map(CandidateSource::name).map(s -> "source " + s))
        .flatMap(s -> s)
        .map(what -> "bundle " + bundle.manifest().id() + ": " + what)
        .toList();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
