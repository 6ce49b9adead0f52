package sluice.serving.feedback;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sluice.serving.feedback.FeedbackTables.Before;
import sluice.serving.feedback.Receipt.Outcome;

/**
 * What happens inside one transaction: slates go in, actions are judged one after another as if
 * each came alone, and the accepted ones get marks and sequence numbers.
 */
final class GroupWrite {
  private final FeedbackTables tables;
  private final SuspicionRules rules;

  GroupWrite(FeedbackTables tables, SuspicionRules rules) {
    this.tables = tables;
    this.rules = rules;
  }

  /**
   * The actions of one call.
   *
   * @param bot whether the client named itself a program
   */
  record Call(List<Action> actions, boolean bot) {}

  /** An action that will be stored. */
  private record Accepted(Action action, boolean bot) {}

  /** Writes a group, and returns a receipt for each call. */
  List<Receipt> write(Collection<Shown> shown, List<Call> calls) throws SQLException {
    long last = tables.lockSequence();
    if (!shown.isEmpty()) {
      tables.insertShown(shown);
    }
    List<Accepted> accepted = new ArrayList<>();
    Map<String, StoredAction> stored = stored(calls);
    List<List<Outcome>> outcomes = judge(calls, stored, accepted);
    if (!accepted.isEmpty()) {
      List<StoredAction> added = mark(accepted, last);
      last += added.size();
      tables.insertActions(added);
      tables.setLastSequence(last);
      added.forEach(s -> stored.put(s.action().eventId(), s));
    }
    List<Receipt> receipts = new ArrayList<>();
    for (int c = 0; c < calls.size(); c++) {
      List<Action> actions = calls.get(c).actions();
      List<Receipt.Result> results = new ArrayList<>();
      for (int i = 0; i < actions.size(); i++) {
        Outcome outcome = outcomes.get(c).get(i);
        String id = actions.get(i).eventId();
        results.add(
            new Receipt.Result(
                outcome,
                outcome.isAcknowledged() ? Optional.ofNullable(stored.get(id)) : Optional.empty()));
      }
      receipts.add(new Receipt(results, last));
    }
    return receipts;
  }

  private Map<String, StoredAction> stored(List<Call> calls) throws SQLException {
    Set<String> ids =
        calls.stream()
            .flatMap(c -> c.actions().stream())
            .map(Action::eventId)
            .collect(Collectors.toSet());
    return ids.isEmpty() ? new HashMap<>() : tables.byEventId(ids);
  }

  private List<List<Outcome>> judge(
      List<Call> calls, Map<String, StoredAction> stored, List<Accepted> accepted)
      throws SQLException {
    Set<String> requests =
        calls.stream()
            .flatMap(c -> c.actions().stream())
            .flatMap(a -> a.requestId().stream())
            .collect(Collectors.toSet());
    Map<String, Shown> issued = requests.isEmpty() ? Map.of() : tables.byRequestId(requests);
    Map<String, Action> known = new HashMap<>();
    stored.forEach((id, s) -> known.put(id, s.action()));
    List<List<Outcome>> all = new ArrayList<>();
    for (Call call : calls) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Action action : call.actions()) {
        Outcome outcome = judge(action, known.get(action.eventId()), issued);
        if (outcome == Outcome.STORED) {
          known.put(action.eventId(), action);
          accepted.add(new Accepted(action, call.bot()));
        }
        outcomes.add(outcome);
      }
      all.add(outcomes);
    }
    return all;
  }

  private static Outcome judge(Action action, @Nullable Action known, Map<String, Shown> issued) {
    // Before the request: a repeat stays a repeat, whatever became of its request.
    if (known != null) {
      return known.equals(action) ? Outcome.DUPLICATE : Outcome.CONFLICT;
    }
    if (action.requestId().isEmpty()) {
      return Outcome.STORED;
    }
    Shown shown = issued.get(action.requestId().get());
    if (shown == null || !shown.user().equals(action.user())) {
      // One answer for both: who guesses request ids does not learn which exist.
      return Outcome.UNKNOWN_REQUEST;
    }
    boolean has =
        action.position() == 0
            ? shown.has(action.item())
            : shown.has(action.item(), action.position());
    return has ? Outcome.STORED : Outcome.NOT_SHOWN;
  }

  /** What counts as the same deed under a request. */
  private record Deed(String request, String item, String type) {}

  private List<StoredAction> mark(List<Accepted> accepted, long last) throws SQLException {
    List<Before> before =
        tables.before(accepted.stream().map(Accepted::action).toList(), rules.botPerMinute());
    Map<String, List<Long>> times = new HashMap<>();
    Set<Deed> deeds = new HashSet<>();
    List<StoredAction> marked = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      Action action = accepted.get(i).action();
      List<Long> earlier = times.computeIfAbsent(action.user(), u -> new ArrayList<>());
      long inGroup =
          earlier.stream()
              .filter(t -> t > action.time() - SuspicionRules.WINDOW && t <= action.time())
              .count();
      earlier.add(action.time());
      boolean again =
          action
              .requestId()
              .map(r -> !deeds.add(new Deed(r, action.item(), action.type())))
              .orElse(false);
      int rate = (int) Math.min(Integer.MAX_VALUE, before.get(i).rate() + inGroup + 1);
      marked.add(
          new StoredAction(
              last + 1 + i,
              action,
              rules.marks(accepted.get(i).bot(), rate, again || before.get(i).repeated())));
    }
    return marked;
  }
}
