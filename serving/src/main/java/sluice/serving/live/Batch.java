package sluice.serving.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import sluice.core.FittingPart;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.funnel.Funnel;
import sluice.funnel.SourcePolicy;
import sluice.funnel.Trace;
import sluice.funnel.bundle.Bundle;
import sluice.funnel.bundle.UserRows;
import sluice.serving.batch.BatchOutput;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.ItemWrite;

/**
 * Recommendations for all users of a bundle at one time: what the server answers them then, to the
 * bit.
 *
 * <p>Users are those of the bundle that were not forgotten, in the order of its dictionary; what
 * they did since, and what was written about items, counts where a feedback store is given; counts
 * and trends are as a server has them whose clock shows that time. Memory: one part of the output a
 * thread.
 */
public final class Batch {
  private final Generation live;
  private final LiveHistories histories = new LiveHistories();
  private final long time;
  private final int n;

  /**
   * Prepares.
   *
   * @param bundle what answers
   * @param store what users did and what was written since, all of which is read
   * @param time of every request, milliseconds since 1970 UTC
   * @param n how many items a user gets at most
   */
  public Batch(Bundle bundle, Optional<FeedbackStore> store, long time, int n) {
    this.time = time;
    this.n = n;
    List<ItemWrite> writes = new ArrayList<>();
    store.ifPresent(s -> s.each(0, histories::add));
    store.ifPresent(s -> s.catalogue().eachItem(0, writes::add));
    Generation fresh = FreshCounts.offline(Generation.of(bundle), store, time);
    this.live = fresh.with(fresh.catalogue().with(writes));
  }

  /** Returns how many users there are. */
  public int users() {
    return live.part().users().size();
  }

  /**
   * Writes all parts that are not there yet, and the file.
   *
   * @param done told how many users a part that was written had
   */
  public void write(BatchOutput output, int threads, IntConsumer done) throws IOException {
    Funnel funnel = live.funnel();
    try {
      Parallel.run(
          threads,
          output.parts(),
          funnel::newWalker,
          (part, walker) -> {
            if (!output.complete(part)) {
              part(output, part, walker);
            }
            done.accept(output.endUser(part) - output.firstUser(part));
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    output.finish();
  }

  private void part(BatchOutput output, int part, Funnel.Walker walker) {
    FittingPart data = live.part();
    List<Scored> slates = new ArrayList<>();
    for (int user = output.firstUser(part); user < output.endUser(part); user++) {
      String id = data.users().id(user);
      slates.add(UserRows.isForgotten(id) ? Scored.NONE : slate(walker, id));
    }
    try {
      output.write(
          part,
          sink -> {
            for (int i = 0; i < slates.size(); i++) {
              RankedItems slate = slates.get(i).slate;
              String user = data.users().id(output.firstUser(part) + i);
              for (int place = 0; place < slate.size(); place++) {
                sink.add(
                    user,
                    place + 1,
                    data.catalogue().items().id(slate.item(place)),
                    slate.score(place),
                    slates.get(i).probabilities[place],
                    slates.get(i).propensities[place]);
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What outlives the walk of one user. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Scored(RankedItems slate, double[] probabilities, double[] propensities) {
    static final Scored NONE = new Scored(RankedItems.EMPTY, new double[0], new double[0]);

    static Scored of(Trace trace) {
      double[] probabilities = new double[trace.slate().size()];
      double[] propensities = new double[trace.slate().size()];
      Arrays.setAll(probabilities, place -> trace.probability(place).orElse(Double.NaN));
      Arrays.setAll(propensities, trace::propensity);
      return new Scored(trace.slate(), probabilities, propensities);
    }
  }

  private Scored slate(Funnel.Walker walker, String user) {
    LiveHistories.Known known =
        histories.before(live.part(), live.weights(), user, true, time, time);
    Request request = known.request("batch", user, time);
    return Scored.of(
        walker.walk(request, item -> live.catalogue().allows(item, time), n, SourcePolicy.IN_FULL));
  }
}
