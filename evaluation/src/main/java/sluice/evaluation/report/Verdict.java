package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.core.text.NumberText;
import sluice.evaluation.Stage;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Comparisons;
import sluice.evaluation.significance.Interval;

/**
 * Did ranking help, by how much, and is it significant: in plain words, from the figures alone.
 *
 * <p>"Better than every source" is claimed only where every difference is above 0 and the largest
 * corrected p-value is below 0.05. A ranker that does not beat the retrieval order has that said in
 * the headline. Where the split cannot tell, that is the finding, whatever the figures are.
 *
 * @param outcome the answer in one word
 * @param headline the answer in one sentence
 * @param sentences what bears it out
 */
public record Verdict(Outcome outcome, String headline, List<String> sentences) {
  /** The answer in one word. */
  public enum Outcome {
    /** Ranking is significantly better than the retrieval order. */
    HELPED,
    /** No difference is shown either way. */
    NOT_SHOWN,
    /** Ranking is significantly worse than the retrieval order. */
    HARMED,
    /** There is nothing to compare. */
    UNKNOWN,
    /** The split cannot tell systems apart. */
    CANNOT_TELL;

    /** Returns the name in {@code report.json} and on the page. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Copies. */
  public Verdict {
    sentences = List.copyOf(sentences);
  }

  static Verdict of(Quality q, FunnelTable funnel, List<Inconclusive> limits) {
    if (ofGivenRuns(q)) {
      return GivenVerdict.of(q);
    }
    if (!limits.isEmpty()) {
      return cannotTell(q, funnel, limits);
    }
    List<String> sentences = new ArrayList<>();
    Optional<Comparison> order = againstOrder(q);
    Outcome outcome = order.map(Verdict::outcome).orElse(Outcome.UNKNOWN);
    order.ifPresent(c -> sentences.add(amount(q, c)));
    (nothingRanks(q) ? sourcesAlone(q) : sources(q)).ifPresent(sentences::add);
    ceiling(funnel).ifPresent(sentences::add);
    slate(q).ifPresent(sentences::add);
    String truth = q.headline() + "(true)";
    q.value(q.served(), truth)
        .ifPresent(v ->
            sentences.add(
                q.served()
                    + " reaches "
                    + NumberText.percent(v.mean())
                    + " of what anyone who knew the truth could reach ("
                    + truth
                    + ")."));
    List<String> loose =
        q.systems().stream().filter(s -> !s.repeatable()).map(Quality.SystemResult::name).toList();
    if (!loose.isEmpty()) {
      sentences.add(
          "Another run may give slightly other lists for: " + String.join(", ", loose) + ".");
    }
    return new Verdict(outcome, headline(q, outcome, order), sentences);
  }

  private static Verdict cannotTell(Quality q, FunnelTable funnel, List<Inconclusive> limits) {
    List<String> sentences = new ArrayList<>();
    limits.stream().skip(1).forEach(l -> sentences.add("Besides, " + l.reason() + "."));
    limits.stream().map(Inconclusive::remedy).distinct().forEach(sentences::add);
    againstOrder(q).ifPresent(c -> sentences.add(amount(q, c)));
    ceiling(funnel).ifPresent(sentences::add);
    String headline =
        (nothingRanks(q)
                ? "This split cannot tell which source is good: "
                : "This split cannot tell whether ranking helps: ")
            + limits.getFirst().reason()
            + ".";
    return new Verdict(Outcome.CANNOT_TELL, headline, sentences);
  }

  /** Says whether the systems are runs that were handed in, of whose funnel nothing is known. */
  static boolean ofGivenRuns(Quality q) {
    return q.systems().stream().allMatch(s -> s.stage() == Stage.GIVEN);
  }

  private static boolean nothingRanks(Quality q) {
    return q.served().equals(Comparisons.RETRIEVAL_ORDER);
  }

  /** Where nothing ranks, what there is to say is what each source gets, the best first. */
  private static Optional<String> sourcesAlone(Quality q) {
    List<String> each =
        q.systems().stream()
            .filter(s -> s.stage() == Stage.RETRIEVAL)
            .filter(s -> q.value(s.name(), q.headline()).isPresent())
            .sorted(
                Comparator.comparingDouble(
                    s -> -q.value(s.name(), q.headline()).orElseThrow().mean()))
            .map(s -> {
              Interval own = q.value(s.name(), q.headline()).orElseThrow();
              return String.format(
                  Locale.ROOT, "%s %.4f (95 %% interval %s)", s.name(), own.mean(), own.range());
            })
            .toList();
    return each.isEmpty()
        ? Optional.empty()
        : Optional.of("The sources' " + q.headline() + ": " + String.join(", ", each) + ".");
  }

  private static Optional<Comparison> againstOrder(Quality q) {
    if (nothingRanks(q)) {
      return Optional.empty();
    }
    Optional<Comparison> order = q.headline(q.served(), Comparisons.RETRIEVAL_ORDER);
    return order.isPresent()
        ? order
        : q.systems().stream()
            .filter(s -> s.stage() == Stage.FUSION)
            .findFirst()
            .flatMap(f -> q.headline(q.served(), f.name()));
  }

  private static Outcome outcome(Comparison c) {
    if (!c.significant()) {
      return Outcome.NOT_SHOWN;
    }
    return c.difference() > 0 ? Outcome.HELPED : Outcome.HARMED;
  }

  private static String headline(Quality q, Outcome outcome, Optional<Comparison> order) {
    String served = q.served();
    return switch (outcome) {
      case HELPED ->
          "Ranking helped: "
              + served
              + " puts better items on top than the order of retrieval does.";
      case NOT_SHOWN ->
          "Ranking is not shown to help: "
              + served
              + " does not beat the order of retrieval"
              + (order.map(Comparison::difference).orElse(0.0) > 0
                  ? " by more than chance explains."
                  : ".");
      case HARMED -> "Ranking did harm: " + served + " is worse than the order of retrieval.";
      case UNKNOWN ->
          served.equals(Comparisons.RETRIEVAL_ORDER)
              ? "Nothing ranks here: the order of retrieval is served as it is."
              : "Whether ranking helped cannot be said: there is nothing to compare "
                  + served
                  + " with.";
      case CANNOT_TELL -> throw new IllegalArgumentException("told by the limits of the split");
    };
  }

  private static String amount(Quality q, Comparison c) {
    Interval own = q.value(c.system(), c.measure()).orElseThrow();
    Interval other = q.value(c.baseline(), c.measure()).orElseThrow();
    String relative =
        other.mean() > 0
            ? String.format(Locale.ROOT, " (%+.0f %%)", 100 * c.difference() / other.mean())
                .replace('-', '−')
            : "";
    return String.format(
        Locale.ROOT,
        "%s is %.4f (95 %% interval %s) for %s and %.4f for %s: %s%s, %s, over %,d users.",
        c.measure(),
        own.mean(),
        own.range(),
        c.system(),
        other.mean(),
        c.baseline(),
        NumberText.difference(c.difference()),
        relative,
        (c.significant() ? "significant, " : "not significant, ") + NumberText.pIs(c.pValue()),
        c.users());
  }

  private static Optional<String> sources(Quality q) {
    List<Comparison> all =
        q.comparisons().stream()
            .filter(c -> c.measure().equals(q.headline()) && c.system().equals(q.served()))
            .filter(c ->
                q.system(c.baseline())
                    .filter(s -> s.stage() == Stage.RETRIEVAL || s.stage() == Stage.FUSION)
                    .isPresent())
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<String> notBeaten =
        all.stream()
            .filter(c -> !c.significant() || c.difference() <= 0)
            .map(Comparison::baseline)
            .toList();
    Comparison weakest =
        all.stream().max(java.util.Comparator.comparingDouble(Comparison::pValue)).orElseThrow();
    return Optional.of(
        notBeaten.isEmpty()
            ? String.format(
                Locale.ROOT,
                "It is better than every source and their fusion; the weakest of these %d claims,"
                    + " against %s, has %s.",
                all.size(),
                weakest.baseline(),
                NumberText.pIs(weakest.pValue()))
            : "It is not shown to be better than " + String.join(", ", notBeaten) + ".");
  }

  private static Optional<String> ceiling(FunnelTable funnel) {
    return funnel.rows().stream()
        .filter(r -> r.stage().equals(Stage.FUSION.key()))
        .findFirst()
        .map(r ->
            String.format(
                Locale.ROOT,
                "Retrieval brings %s of the relevant items among %,.0f candidates a user: no ranker"
                    + " can find more.",
                NumberText.percent(r.recall()),
                r.candidatesPerUser()));
  }

  private static Optional<String> slate(Quality q) {
    Optional<Interval> own = q.value(q.served(), q.headline());
    Optional<Interval> slate =
        q.systems().stream()
            .filter(s -> s.stage() == Stage.RERANKING)
            .findFirst()
            .flatMap(s -> q.value(s.name(), q.headline()));
    if (own.isEmpty() || slate.isEmpty()) {
      return Optional.empty();
    }
    double change = slate.get().mean() - own.get().mean();
    return Optional.of(
        Math.abs(change) < 5e-5
            ? "Re-ranking leaves " + q.headline() + " as it is."
            : String.format(
                Locale.ROOT,
                "Re-ranking %s %.4f of %s: what is shown has %.4f.",
                change < 0 ? "costs" : "adds",
                Math.abs(change),
                q.headline(),
                slate.get().mean()));
  }
}
