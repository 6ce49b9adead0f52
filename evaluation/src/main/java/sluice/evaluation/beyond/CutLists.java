package sluice.evaluation.beyond;

import java.util.function.IntToDoubleFunction;
import sluice.core.Parallel;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;

/** The first k items of a system's lists, and what is known of their users and items. */
public final class CutLists {
  private final Run run;
  private final int cutoff;
  private final Judgements judged;
  private final ListContext context;
  private final int threads;

  CutLists(Run run, int cutoff, Judgements judged, ListContext context, int threads) {
    this.run = run;
    this.cutoff = cutoff;
    this.judged = judged;
    this.context = context;
    this.threads = threads;
  }

  /** Returns k. */
  public int cutoff() {
    return cutoff;
  }

  /** Returns how many users there are. */
  public int users() {
    return run.users();
  }

  /** Returns how many items a user's list has, at most k. */
  public int size(int user) {
    return Math.min(cutoff, run.size(user));
  }

  /** Returns the item at a place of a user's list, 0 the best. */
  public int item(int user, int place) {
    return run.item(user, place);
  }

  /** Returns what is good for whom. */
  public Judgements judged() {
    return judged;
  }

  /** Returns what is known besides the lists. */
  public ListContext context() {
    return context;
  }

  /** Returns a function's value for each user; it is called by many threads. */
  public double[] perUser(IntToDoubleFunction value) {
    double[] out = new double[users()];
    Parallel.run(threads, out.length, () -> out, (u, all) -> all[u] = value.applyAsDouble(u));
    return out;
  }
}
