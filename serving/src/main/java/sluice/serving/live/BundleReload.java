package sluice.serving.live;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import sluice.core.UserError;
import sluice.funnel.bundle.Bundle;

/**
 * Takes the bundle that now lies where the server was told to look, and its settings, while it
 * serves: both are read and proven first, and where either is refused nothing changes. Safe for use
 * by many threads.
 */
public final class BundleReload {
  private final Recommender recommender;
  private final Supplier<Path> folder;
  private final Supplier<Runnable> settings;
  private final ReentrantLock running = new ReentrantLock();

  /**
   * What was done.
   *
   * @param before the bundle that answered
   * @param after the bundle that answers now; the same where no other lies there
   */
  public record Reloaded(String before, String after) {}

  /**
   * Loads nothing yet.
   *
   * @param folder finds the bundle's folder again
   * @param settings reads the settings again and returns what puts them in force
   */
  public BundleReload(Recommender recommender, Supplier<Path> folder, Supplier<Runnable> settings) {
    this.recommender = recommender;
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * Loads, proves, and swaps. For a while there are two bundles in memory.
   *
   * @throws ReloadRefused where the settings or the bundle are refused, or another reload runs
   */
  public Reloaded reload() {
    if (!running.tryLock()) {
      throw new ReloadRefused("another bundle is being loaded", "another reload runs");
    }
    try {
      Runnable put = settings();
      String before = recommender.bundle().manifest().id();
      Bundle bundle = bundle();
      String after = bundle.manifest().id();
      if (!after.equals(before)) {
        recommender.swap(bundle);
      }
      put.run();
      return new Reloaded(before, after);
    } finally {
      running.unlock();
    }
  }

  private Runnable settings() {
    try {
      return settings.get();
    } catch (UserError e) {
      throw refused("the server's config is wrong; its log says where", e);
    }
  }

  private Bundle bundle() {
    Path found;
    try {
      found = folder.get();
    } catch (UserError e) {
      throw refused("there is no complete run where the server looks; its log says where", e);
    }
    Bundle bundle;
    try {
      bundle = Bundle.load(found);
    } catch (UserError e) {
      // the caller learns which file or stage, not where it lies
      String what = String.valueOf(e.getMessage()).replace(found + "/", "");
      throw refused(what.replace(found.toString(), "the bundle"), e);
    }
    String dataset = recommender.bundle().manifest().dataset();
    if (!bundle.manifest().dataset().equals(dataset)) {
      String what = "the bundle is of another dataset; start another server for it";
      throw new ReloadRefused(what, what);
    }
    return bundle;
  }

  private static ReloadRefused refused(String told, UserError e) {
    return new ReloadRefused(told, String.valueOf(e.getMessage()));
  }
}
