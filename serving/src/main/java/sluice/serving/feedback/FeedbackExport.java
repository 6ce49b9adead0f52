package sluice.serving.feedback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVPrinter;
import sluice.core.FittingPart;
import sluice.core.UserError;
import sluice.core.ValueKind;
import sluice.core.store.AtomicFolder;
import sluice.ingestion.EventType;

/** Writes what is stored as a dataset in ingestion's format. */
final class FeedbackExport {
  static final String INTERACTIONS = "interactions.csv";
  static final String IMPRESSIONS = "impressions.csv";

  /** What users asked for by an item, a text or a vector: no dataset's impressions. */
  static final String OTHER_IMPRESSIONS = "other-impressions.csv";

  static final String DATASET = "dataset.yaml";

  private static final String[] IMPRESSION_COLUMNS = {
    "request",
    "user",
    "item",
    "timestamp",
    "position",
    "propensity",
    "policy",
    "surface",
    "degraded",
    "reward"
  };

  /** Ingestion reads smaller numbers as seconds; as milliseconds this is March 1973. */
  private static final long EARLIEST = 100_000_000_000L;

  private static final long DAY = 86_400_000;

  private final FeedbackStore store;
  private final ExportSettings settings;
  private final Consumer<Path> noted;

  /** Ingestion refuses times that lie more than a day ahead, as clients with a wrong clock tell. */
  private final long latest = System.currentTimeMillis() + DAY;

  private long interactions;
  private long impressions;
  private long otherImpressions;
  private long unripe;

  /** By request and item the time of the first action of positive weight. */
  private final Map<String, Map<String, Long>> rewarded = new HashMap<>();

  private long leftOut;
  private boolean hasValues;

  /**
   * Prepares.
   *
   * @param noted notified of the folder before it gets its name
   */
  FeedbackExport(FeedbackStore store, ExportSettings settings, Consumer<Path> noted) {
    this.noted = noted;
    this.store = store;
    this.settings = settings;
  }

  Exported write(Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    try {
      if (AtomicFolder.isTaken(target)) {
        throw new UserError(target + " is there already. Fix: remove it, or name another folder");
      }
      try (AtomicFolder complete = AtomicFolder.begin(target)) {
        Path partial = complete.path();
        writeInteractions(partial.resolve(INTERACTIONS));
        if (interactions == 0) {
          throw new UserError(
              "there is nothing to export: no action is of one of the types "
                  + String.join(", ", settings.events().keySet())
                  + (leftOut > 0 ? "; " + leftOut + " others are left out" : "")
                  + ". Fix: name the types that clients send");
        }
        writeImpressions(partial);
        String catalogue = "";
        if (settings.catalogue().isPresent()) {
          catalogue =
              new CatalogueExport(settings.catalogue().get(), store.catalogue()).write(partial);
        }
        Files.writeString(partial.resolve(DATASET), dataset() + catalogue);
        noted.accept(target); // before it is there: what is not known cannot be rewritten
        complete.complete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the export to " + folder + " cannot be written", e);
    }
    return new Exported(interactions, impressions, leftOut, otherImpressions, unripe);
  }

  private void writeInteractions(Path file) throws IOException {
    try (CSVPrinter out = Csv.writer(file)) {
      line(out, "user", "item", "timestamp", "event", "value", "request", "marks");
      store.each(
          0,
          s -> {
            Action a = s.action();
            if (!settings.events().containsKey(a.type())
                || !Collections.disjoint(s.marks(), settings.leaveOut())
                || !isReadable(a.time())) {
              leftOut++;
              return;
            }
            boolean valued = !Float.isNaN(a.value());
            hasValues |= valued;
            interactions++;
            reward(a);
            line(
                out,
                a.user(),
                a.item(),
                String.valueOf(a.time()),
                a.type(),
                valued ? String.valueOf(a.value()) : "",
                a.requestId().orElse(""),
                s.marks().stream().map(Enum::name).collect(Collectors.joining(" ")));
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void reward(Action action) {
    EventType type = settings.events().get(action.type());
    if (type != null && !type.negative()) {
      action
          .requestId()
          .ifPresent(request ->
              rewarded
                  .computeIfAbsent(request, r -> new HashMap<>())
                  .merge(action.item(), action.time(), Math::min));
    }
  }

  private void writeImpressions(Path folder) throws IOException {
    try (CSVPrinter out = Csv.writer(folder.resolve(IMPRESSIONS));
        CSVPrinter other = Csv.writer(folder.resolve(OTHER_IMPRESSIONS))) {
      line(out, IMPRESSION_COLUMNS);
      line(other, IMPRESSION_COLUMNS);
      store.eachShown(
          EARLIEST,
          latest + 1,
          s -> {
            boolean recommended = s.surface().isRecommended();
            lines(recommended ? out : other, s);
            impressions += recommended ? s.items().size() : 0;
            otherImpressions += recommended ? 0 : s.items().size();
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (otherImpressions == 0) {
      Files.delete(folder.resolve(OTHER_IMPRESSIONS));
    }
  }

  private void lines(CSVPrinter out, Shown s) {
    long until = s.time() + settings.rewardWindow().toMillis();
    boolean ripe = until <= latest - DAY;
    Map<String, Long> actions = rewarded.getOrDefault(s.requestId(), Map.of());
    for (ShownItem item : s.items()) {
      unripe += ripe ? 0 : 1;
      line(
          out,
          s.requestId(),
          s.user(),
          item.item(),
          String.valueOf(s.time()),
          String.valueOf(item.position()),
          Double.isNaN(item.propensity()) ? "" : String.valueOf(item.propensity()),
          s.bundle(),
          s.surface().word(),
          String.join(" ", s.degraded()),
          actions.getOrDefault(item.item(), Long.MAX_VALUE) <= until ? "1" : "0");
    }
  }

  private boolean isReadable(long time) {
    return time >= EARLIEST && time <= latest;
  }

  private static void line(CSVPrinter out, String... values) {
    try {
      out.printRecord((Object[]) values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values mean what they meant in the data that the server's funnel was fitted on. */
  private static String valueIs(FittingPart part) {
    ValueKind kind = part.interactions().valueKind();
    return kind.isRating()
        ? "  valueIs: rating\n"
        : "  valueIs: {type: " + kind.type().word() + ", scale: " + kind.scale() + "}\n";
  }

  private String dataset() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# Feedback that a Sluice server stored. Times are milliseconds since 1970 UTC.\n");
    yaml.append("name: ").append(Json.quoted(settings.name())).append('\n');
    yaml.append("interactions:\n  path: ").append(INTERACTIONS).append('\n');
    yaml.append("  columns: {user: user, item: item, timestamp: timestamp, event: event");
    yaml.append(hasValues ? ", value: value}\n" : "}\n");
    if (hasValues) {
      settings.catalogue().map(FeedbackExport::valueIs).ifPresent(yaml::append);
    }
    yaml.append("  events:\n");
    for (Map.Entry<String, EventType> event : settings.events().entrySet()) {
      EventType type = event.getValue();
      yaml.append("    ").append(Json.quoted(event.getKey()));
      yaml.append(": {weight: ").append(type.weight());
      yaml.append(", negative: ").append(type.negative()).append("}\n");
    }
    if (impressions > 0) {
      yaml.append("impressions:\n  path: ").append(IMPRESSIONS).append('\n');
      yaml.append("  columns: {request: request, user: user, item: item, timestamp: timestamp,");
      yaml.append(" position: position, propensity: propensity, policy: policy}\n");
    }
    return yaml.append(settings.more()).toString();
  }
}
