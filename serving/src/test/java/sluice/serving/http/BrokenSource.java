package sluice.serving.http;

import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;
import sluice.core.CandidateSource;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;

/** A candidate source that does what a test tells it to. */
final class BrokenSource implements CandidateSource {
  private final CountDownLatch hanging = new CountDownLatch(1);
  private volatile Behaviour behaviour = n -> list(4, 1);

  /** What it does when it is asked. */
  interface Behaviour {
    RankedItems retrieve(int n);
  }

  @Override
  public String name() {
    return "broken";
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    return behaviour.retrieve(n);
  }

  void does(Behaviour other) {
    behaviour = other;
  }

  /** Hangs from now on, until the latch is let go. */
  void hangs(CountDownLatch latch) {
    behaviour =
        n -> {
          hanging.countDown();
          boolean interrupted = false;
          while (latch.getCount() > 0) {
            try {
              latch.await();
            } catch (InterruptedException e) {
              interrupted = true; // as a library that pays no heed
            }
          }
          if (interrupted) {
            Thread.currentThread().interrupt();
          }
          return list(4, 1);
        };
  }

  /** Waits until a thread hangs in it. */
  void awaitHanging() throws InterruptedException {
    hanging.await();
  }

  /** Returns a list of one item. */
  static RankedItems list(int item, float score) {
    return new RankedItems(new int[] {item}, new float[] {score});
  }
}
