package sluice.serving.feedback;

import static sluice.serving.feedback.Events.NOON;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The process that {@link KillTest} kills: several threads append for ever, and print the id of
 * each event after it was acknowledged.
 *
 * <p>Arguments: the database's URL, then for each thread the number of its first event. Thread t's
 * events are named {@code t-n}; a process begins before the end of what the one before it was
 * acknowledged, as a client does that sends again what it has no answer to.
 */
final class AppendUntilKilled {
  private AppendUntilKilled() {}

  public static void main(String[] args) {
    FeedbackStore store = FeedbackStore.open(args[0], FeedbackSettings.DEFAULT);
    for (int t = 0; t < args.length - 1; t++) {
      int thread = t;
      int first = Integer.parseInt(args[t + 1]);
      new Thread(() -> append(store, thread, first)).start();
    }
  }

  /** Sends events in calls of one to three. */
  private static void append(FeedbackStore store, int thread, int first) {
    for (int n = first; ; n += 1 + n % 3) {
      List<Action> actions = new ArrayList<>();
      StringBuilder acknowledged = new StringBuilder();
      for (int i = n; i <= n + n % 3; i++) {
        actions.add(action(store, thread, i));
        acknowledged.append(thread).append('-').append(i).append('\n');
      }
      Receipt receipt = store.append(actions);
      if (!receipt.outcomes().stream().allMatch(Receipt.Outcome::isAcknowledged)) {
        System.out.print("rejected " + receipt.outcomes() + "\n");
      }
      System.out.print(acknowledged);
      System.out.flush();
    }
  }

  /** Every second action refers to a slate that is handed over right before. */
  private static Action action(FeedbackStore store, int thread, int n) {
    String id = thread + "-" + n;
    String user = "user-" + thread;
    Optional<String> request = n % 2 == 0 ? Optional.empty() : Optional.of("request-" + id);
    request.ifPresent(r -> store.shown(Events.shown(r, user, "item")));
    return new Action(id, user, "item", "click", request, n, NOON + n);
  }
}
