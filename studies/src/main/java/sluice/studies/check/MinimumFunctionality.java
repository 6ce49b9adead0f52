package sluice.studies.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import sluice.core.Dictionary;
import sluice.core.History;
import sluice.core.RankedItems;
import sluice.core.Request;

/**
 * Minimum functionality: what any funnel must do.
 *
 * <p>Slates are full wherever enough items may be recommended; hold no item twice; hold nothing
 * that the user has seen (where that is excluded) or that is not available; a visitor without a
 * history, and one with a single interaction, get a full slate; and the headline measure is better
 * than that of the systems named, by the lower end of the 95 % interval (normal, over test
 * requests) of the paired difference.
 *
 * @param beats systems that must be beaten
 * @param required whether a failure fails the suite
 */
public record MinimumFunctionality(List<String> beats, boolean required) implements BehaviourCheck {
  /** Copies. */
  public MinimumFunctionality {
    beats = List.copyOf(beats);
  }

  @Override
  public List<CheckResult> ask(ProbedFunnel funnel, Probes probes) {
    List<CheckResult> results = new ArrayList<>();
    int[] wrong = new int[3];
    String[] where = {"", "", ""};
    for (Request request : probes.requests()) {
      boolean[] bad = faults(funnel, request);
      for (int i = 0; i < bad.length; i++) {
        if (bad[i]) {
          wrong[i]++;
          where[i] = where[i].isEmpty() ? ", the first: request " + request.id() : where[i];
        }
      }
    }
    String[] names = {"slates are full", "no item twice", "nothing seen or unavailable"};
    int asked = probes.requests().size();
    for (int i = 0; i < names.length; i++) {
      results.add(
          share(names[i], wrong[i], asked, "share of probes where that does not hold" + where[i]));
    }
    List<Request> cold =
        probes.requests().stream().map(r -> withHistory(r, History.EMPTY)).toList();
    results.add(full(funnel, "someone without a history gets a full slate", cold));
    List<Request> single =
        probes.warm().stream().map(r -> withHistory(r, last(r.history()))).toList();
    results.add(full(funnel, "one interaction is enough for a full slate", single));
    for (String system : beats) {
      results.add(beats(funnel, system));
    }
    return results;
  }

  private CheckResult share(String name, int wrong, int asked, String words) {
    return asked == 0
        ? CheckResult.notApplicable(this, "minimum functionality: " + name, "no such probe")
        : CheckResult.of(
            this,
            "minimum functionality: " + name,
            (double) wrong / asked,
            CheckResult.Relation.AT_MOST,
            0,
            asked,
            words);
  }

  private CheckResult full(ProbedFunnel funnel, String name, List<Request> requests) {
    int wrong = 0;
    for (Request request : requests) {
      wrong += faults(funnel, request)[0] ? 1 : 0;
    }
    return share(name, wrong, requests.size(), "share of probes that do not");
  }

  /** Not full, an item twice, an item that may not be recommended. */
  private static boolean[] faults(ProbedFunnel funnel, Request request) {
    RankedItems slate = funnel.slate(request);
    IntPredicate eligible = funnel.eligible(request);
    boolean[] bad = new boolean[3];
    int most = 0;
    int size = funnel.slateSize();
    for (int item = 0; item < funnel.part().catalogue().size() && most < size; item++) {
      most += eligible.test(item) ? 1 : 0;
    }
    bad[0] = slate.size() < most;
    Set<Integer> items = new HashSet<>();
    for (int place = 0; place < slate.size(); place++) {
      bad[1] |= !items.add(slate.item(place));
      bad[2] |= !eligible.test(slate.item(place));
    }
    return bad;
  }

  private static Request withHistory(Request request, History history) {
    return new Request(
        request.id(),
        Dictionary.UNKNOWN,
        "a-visitor-" + request.userId(),
        request.time(),
        history,
        request.context());
  }

  private static History last(History history) {
    int i = history.size() - 1;
    return new History(
        new int[] {history.item(i)},
        new long[] {history.time(i)},
        new float[] {history.value(i)},
        new float[] {history.weight(i)},
        new byte[] {(byte) history.event(i)});
  }

  private CheckResult beats(ProbedFunnel funnel, String system) {
    String name = "minimum functionality: better than " + system;
    Optional<double[]> differences = funnel.advantage(system);
    if (differences.isEmpty() || differences.get().length < 2) {
      return CheckResult.notApplicable(
          this, name, "the run has no system of that name besides the served one");
    }
    double[] d = differences.get();
    double mean = 0;
    for (double v : d) {
      mean += v / d.length;
    }
    double squares = 0;
    for (double v : d) {
      squares += (v - mean) * (v - mean);
    }
    double error = Math.sqrt(squares / (d.length - 1) / d.length);
    return CheckResult.of(
        this,
        name,
        mean - 1.96 * error,
        CheckResult.Relation.AT_LEAST,
        Double.MIN_NORMAL,
        d.length,
        String.format(
            Locale.ROOT,
            "lower end of the 95 %% interval of the difference; the difference is %+.4f",
            mean));
  }
}
