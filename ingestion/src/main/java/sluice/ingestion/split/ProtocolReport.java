package sluice.ingestion.split;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import sluice.core.Fold;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.ingestion.split.Splitter.FoldParts;

/** What a report says of the protocol, and what the user is warned of. */
final class ProtocolReport {
  private static final int FEW_REQUESTS = 20;

  private final Dataset data;
  private final Protocol protocol;
  private final boolean exclude;
  private final double repeats;
  private final List<FoldParts> parts;

  ProtocolReport(
      Dataset data, Protocol protocol, boolean exclude, double repeats, List<FoldParts> parts) {
    this.data = data;
    this.protocol = protocol;
    this.exclude = exclude;
    this.repeats = repeats;
    this.parts = parts;
  }

  ReportSection section() {
    List<Block> blocks = new ArrayList<>();
    notes().forEach(note -> blocks.add(new ReportSection.Text(note)));
    warnings().forEach(warning -> blocks.add(new ReportSection.Warning(warning)));
    blocks.add(counts());
    return new ReportSection("protocol", "What was held out", blocks);
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(protocol.type() + ": " + heldOut());
    rolling().ifPresent(rolling -> notes.add(requests(rolling)));
    notes.add(respect());
    notes.add(seen());
    notes.add(
        "For the ranker the fitting part is split once more by the same protocol; the users of that"
            + " inner holdout are split by a hash into train (70 %), tune (15 %) and calibrate"
            + " (15 %).");
    return notes;
  }

  private String heldOut() {
    return switch (protocol) {
      case Protocol.GlobalTemporal p ->
          p.cutoff().isPresent()
              ? "held out is everything from "
                  + cutoff()
                  + " on; the nested split holds out the"
                  + " last "
                  + percent(p.test())
                  + " of what is before."
              : "held out is everything from interaction ⌊(1 − "
                  + p.test()
                  + ") n⌋ + 1 on, with all ties of its timestamp"
                  + (data.timed() ? ": from " + cutoff() + " on." : ", by the order of the rows.");
      case Protocol.PerUserTemporal p ->
          "held out is the last part of each user's interactions; the first ⌊(1 − "
              + p.test()
              + ") n⌋ stay.";
      case Protocol.LeaveOneOut p ->
          "held out is each user's last interaction; a user with one keeps it in fitting.";
      case Protocol.RandomPerUser p ->
          "held out are "
              + percent(p.test())
              + " of each user's items, drawn at random, "
              + rounded(p.rounding())
              + (p.validation() > 0
                  ? "; a further "
                      + percent(p.validation())
                      + " are set aside: neither learned from, nor judged by, nor recommended."
                  : ".");
      case Protocol.RandomPerItem p ->
          "held out are "
              + percent(p.test())
              + " of each item's users, drawn at random, "
              + rounded(p.rounding())
              + ".";
      case Protocol.KFold p ->
          "the pairs of user and item are dealt at random into "
              + p.folds()
              + " folds; each is held out in turn.";
      case Protocol.UserFolds p ->
          "the users are dealt by a hash into "
              + p.folds()
              + " folds; each in turn holds out "
              + (p.pairs().isPresent()
                  ? p.pairs().getAsInt() + " of each of its users' items"
                  : percent(p.test()) + " of each of its users' items, " + rounded(p.rounding()))
              + ", drawn at random; all other users stay whole.";
      case Protocol.Given p ->
          "held out are the interactions of the dataset's own test file; the nested split holds out"
              + " "
              + percent(p.test())
              + (timing() == Timing.ONE_TIME ? ", the last in time." : " of each user's items.");
    };
  }

  private static String rounded(Rounding rounding) {
    return switch (rounding) {
      case RANDOM -> "rounded up or down at random, so that the share holds in the mean";
      case UP -> "rounded up (of one, that one)";
      case DOWN -> "rounded down, but one at least where another is left";
      case NEAREST -> "rounded to the nearest";
    };
  }

  private Optional<Protocol.Rolling> rolling() {
    return protocol instanceof Protocol.GlobalTemporal p ? p.rolling() : Optional.empty();
  }

  private String requests(Protocol.Rolling rolling) {
    return "Requests roll on: each session after the cutoff is a request, judged by what the user"
        + " interacted with in it, with all that the user did before it, also after the cutoff, as its"
        + " history ("
        + (hasSessions()
            ? "sessions are the dataset's; where an interaction has none, "
            : "the data has no sessions: ")
        + "a pause of "
        + String.format(Locale.ROOT, "%.4g", rolling.gapMinutes()).replaceFirst("\\.0+$", "")
        + " minutes begins a new one). What is learned is as of the cutoff. Lists and judgements"
        + " are named user#session.";
  }

  private boolean hasSessions() {
    for (int i = 0; i < data.interactions().size(); i++) {
      if (data.interactions().session(i) >= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean hasNegativeEvents() {
    for (int i = 0; i < data.interactions().size(); i++) {
      if (data.interactions().weight(i) < 0) {
        return true;
      }
    }
    return false;
  }

  private String respect() {
    return switch (timing()) {
      case ONE_TIME ->
          "Time is respected wholly: nothing from the cutoff or later is learned from"
              + (rolling().isPresent()
                  ? ", and nothing is read for a request that is not before it."
                  : ".");
      case PER_USER ->
          "Time is respected for features, which are read as of each user's first held-out"
              + " interaction; fitted models see other users' later days.";
      case NONE ->
          data.timed()
              ? "Time is not respected: fitted models see days later than what is held out, and"
                  + " features that depend on time are off."
              : "The data has no timestamps: the order of the rows is taken for time, and features"
                  + " that depend on time are off.";
    };
  }

  private String seen() {
    String where =
        rolling().isPresent() ? "in the fitting part or an earlier session" : "in the fitting part";
    String how =
        exclude
            ? "What a user has "
                + where
                + " is not recommended to that user again, and a repeat leaves the judgements"
            : "What a user has " + where + " may be recommended again, and repeats are judged";
    if (!exclude && hasNegativeEvents()) {
      how += "; what a user hid with a negative event is not, and leaves the judgements";
    }
    return Double.isNaN(repeats)
        ? how + " (as set)."
        : how
            + " (auto: "
            + percent(repeats)
            + " of the fitting part's interactions repeat a pair; "
            + (exclude ? "under" : "not under")
            + " 2 %).";
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Fold first = parts.get(0).fold();
    if (first.fitting().catalogue().size() == 1) {
      warnings.add("The catalogue has one item: every system recommends the same.");
    }
    if (first.fitting().users().size() == 1) {
      warnings.add("The fitting part has one user: nothing can be learned from others.");
    }
    int cold = total(p -> p.test().cold());
    if (cold > 0) {
      warnings.add(
          cold
              + " of "
              + total(p -> p.test().requests())
              + " test "
              + (rolling().isPresent() ? "requests" : "users")
              + (rolling().isPresent()
                  ? " have no history"
                  : " have no history in the fitting part")
              + "; they count like the others.");
    }
    int outside = total(p -> p.test().outside());
    if (outside > 0) {
      warnings.add(
          outside
              + " of "
              + total(p -> p.test().judgements())
              + " judgements are of items outside the catalogue; they count as missed.");
    }
    int train = parts.stream().mapToInt(p -> p.fold().train().size()).min().orElse(0);
    if (train == 0) {
      warnings.add(
          "The nested split leaves no request to train a ranker on: use more data, or hold out"
              + " another share.");
    } else if (train < FEW_REQUESTS) {
      warnings.add("The ranker is trained on " + train + " requests only.");
    }
    if (train > 0 && parts.stream().anyMatch(p -> p.fold().tune().isEmpty())) {
      warnings.add("The nested split leaves no request to tune on.");
    }
    return warnings;
  }

  private Block counts() {
    List<String> columns = new ArrayList<>(List.of("what"));
    parts.forEach(p -> columns.add(parts.size() == 1 ? "count" : "fold " + p.fold().number()));
    List<List<Object>> rows = new ArrayList<>();
    row(rows, "fitting: interactions", p -> p.fold().fitting().interactions().size());
    row(rows, "fitting: users", p -> p.fold().fitting().users().size());
    row(rows, "catalogue: items", p -> p.fold().fitting().catalogue().size());
    row(rows, "fitting: tags", p -> p.fold().fitting().tags().size());
    row(rows, "held out: interactions", p -> p.holdout().heldRows());
    row(rows, "held out: users", p -> p.test().users());
    if (set(p -> p.holdout().aside().cardinality())) {
      row(rows, "set aside, in neither part: interactions", p -> p.holdout().aside().cardinality());
    }
    if (rolling().isPresent()) {
      row(rows, "requests judged (sessions)", p -> p.test().requests());
      row(
          rows,
          "users judged",
          p -> p.fold().test().stream().map(r -> r.request().userId()).distinct().count());
      row(
          rows,
          "later interactions that no history holds (item outside the catalogue)",
          p -> p.test().unknownLater());
    } else {
      row(rows, "users judged", p -> p.test().requests());
    }
    row(rows, "users without anything relevant, not judged", p -> p.test().usersWithoutRelevant());
    row(
        rows,
        (rolling().isPresent() ? "requests" : "users") + " judged without history (cold)",
        p -> p.test().cold());
    row(rows, "judgements: pairs", p -> p.test().judgements());
    row(rows, "judgements outside the catalogue (missed)", p -> p.test().outside());
    row(rows, "left out: not relevant by the dataset's rule", p -> p.test().notRelevant());
    row(rows, "left out: repeats of the fitting part", p -> p.test().repeats());
    row(rows, "folded into an earlier judgement of the pair", p -> p.test().again());
    row(rows, "nested: fitting interactions", p -> p.fold().inner().interactions().size());
    row(rows, "nested: judgements", p -> p.nested().judgements());
    row(rows, "nested: train requests", p -> p.fold().train().size());
    row(rows, "nested: tune requests", p -> p.fold().tune().size());
    row(rows, "nested: calibrate requests", p -> p.fold().calibrate().size());
    return new ReportSection.Table("Counts of each part", columns, rows);
  }

  private void row(List<List<Object>> rows, String what, Function<FoldParts, Object> count) {
    List<Object> row = new ArrayList<>(List.of(what));
    parts.forEach(p -> row.add(count.apply(p)));
    rows.add(row);
  }

  private boolean set(Function<FoldParts, Integer> count) {
    return parts.stream().anyMatch(p -> count.apply(p) > 0);
  }

  private int total(Function<FoldParts, Integer> count) {
    return parts.stream().mapToInt(count::apply).sum();
  }

  private Timing timing() {
    return parts.get(0).holdout().timing();
  }

  private String cutoff() {
    return Instant.ofEpochMilli(parts.get(0).holdout().cutoff()).toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4g", 100 * share).replaceFirst("\\.?0+$", "") + " %";
  }
}
