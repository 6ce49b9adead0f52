package sluice.serving.feedback;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.core.FittingPart;
import sluice.core.UserError;
import sluice.core.ValueKind;
import sluice.ingestion.EventType;

/** Writes what is stored as a dataset in ingestion's format. */
final class FeedbackExport {
  static final String INTERACTIONS = "interactions.csv";
  static final String IMPRESSIONS = "impressions.csv";
  static final String DATASET = "dataset.yaml";

  /** All that an export may hold. */
  static final List<String> FILES =
      List.of(INTERACTIONS, IMPRESSIONS, DATASET, CatalogueExport.ITEMS, CatalogueExport.USERS);

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
  private long leftOut;
  private boolean hasValues;

  /**
   * Prepares.
   *
   * @param noted told of the folder before it gets its name
   */
  FeedbackExport(FeedbackStore store, ExportSettings settings, Consumer<Path> noted) {
    this.noted = noted;
    this.store = store;
    this.settings = settings;
  }

  Exported write(Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    Path partial =
        target.resolveSibling(
            "." + target.getFileName() + ".partial-" + ProcessHandle.current().pid());
    try {
      checkFree(target);
      Files.createDirectories(partial);
      try {
        writeInteractions(partial.resolve(INTERACTIONS));
        if (interactions == 0) {
          throw new UserError(
              "there is nothing to export: no action is of one of the types "
                  + String.join(", ", settings.events().keySet())
                  + (leftOut > 0 ? "; " + leftOut + " others are left out" : "")
                  + ". Mend: name the types that clients send");
        }
        writeImpressions(partial.resolve(IMPRESSIONS));
        String catalogue = "";
        if (settings.catalogue().isPresent()) {
          catalogue =
              new CatalogueExport(settings.catalogue().get(), store.catalogue()).write(partial);
        }
        Files.writeString(partial.resolve(DATASET), dataset() + catalogue);
        noted.accept(target); // before it is there: what is not known cannot be rewritten
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        for (String file : FILES) {
          Files.deleteIfExists(partial.resolve(file));
        }
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the export to " + folder + " cannot be written", e);
    }
    return new Exported(interactions, impressions, leftOut);
  }

  private static void checkFree(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      try (Stream<Path> entries = Files.list(target)) {
        if (entries.findAny().isEmpty()) {
          return;
        }
      }
    }
    if (Files.exists(target)) {
      throw new UserError(target + " is there already. Mend: remove it, or name another folder");
    }
  }

  private void writeInteractions(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("user,item,timestamp,event,value,request,marks\n");
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

  private void writeImpressions(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("request,user,item,timestamp,position,propensity,policy\n");
      store.eachShown(EARLIEST, latest + 1, s -> lines(out, s));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void lines(BufferedWriter out, Shown s) {
    for (ShownItem item : s.items()) {
      impressions++;
      line(
          out,
          s.requestId(),
          s.user(),
          item.item(),
          String.valueOf(s.time()),
          String.valueOf(item.position()),
          String.valueOf(item.propensity()),
          s.bundle());
    }
  }

  private boolean isReadable(long time) {
    return time >= EARLIEST && time <= latest;
  }

  private static void line(BufferedWriter out, String... values) {
    try {
      Csv.line(out, List.of(values));
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
