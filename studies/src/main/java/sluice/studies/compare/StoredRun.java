package sluice.studies.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import sluice.core.UserError;
import sluice.evaluation.compare.ComparedRun;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run folder, read back: {@code manifest.json}, {@code report.json}, the judgements' fingerprints
 * and the values in {@code tables/user_measures.parquet}.
 */
public final class StoredRun {
  private static final List<String> PROTOCOL = List.of("type", "folds", "seenItems", "gainFactor");

  private final Path folder;
  private final String name;
  private final JsonNode manifest;
  private final JsonNode report;
  private final List<String> systems;

  private StoredRun(
      Path folder, String name, JsonNode manifest, JsonNode report, List<String> systems) {
    this.folder = folder;
    this.name = name;
    this.manifest = manifest;
    this.report = report;
    this.systems = systems;
  }

  /**
   * Opens a run.
   *
   * @param folder a folder with a manifest, see {@code --run}
   * @param name what it is called
   * @param system whose lists are compared; empty for what is shown to users: the slate, and where
   *     a measure lies past its length the served ranker
   * @throws UserError where the folder is no run of the funnel, or has no such system
   */
  public static StoredRun open(Path folder, String name, String system) {
    JsonNode manifest = json(folder.resolve("manifest.json"));
    if (!manifest.path("command").asString("").equals("run")) {
      throw new UserError(
          folder
              + " was written by sluice "
              + manifest.path("command").asString("?")
              + " and holds no evaluation; give a folder that sluice run made.");
    }
    JsonNode report = json(folder.resolve("report.json"));
    List<String> named = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (JsonNode s : report.path("systems")) {
      named.add(s.path("name").asString());
      if (s.path("stage").asString().equals("reranking")) {
        shown.add(s.path("name").asString());
      }
    }
    shown.add(report.path("served").asString());
    if (!system.isEmpty() && !named.contains(system)) {
      throw new UserError(
          "run "
              + name
              + " has no system called "
              + system
              + ". Give --system one of: "
              + String.join(", ", named));
    }
    return new StoredRun(
        folder, name, manifest, report, system.isEmpty() ? shown : List.of(system));
  }

  private static JsonNode json(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file + " is missing, so that the run cannot be compared; run sluice run once more.");
    }
    try {
      return JsonMapper.shared().readTree(file.toFile());
    } catch (JacksonException e) {
      throw new UserError(
          file + " cannot be read as JSON; it was changed or cut off. Run sluice run once more.",
          e);
    }
  }

  /** Returns the run's name. */
  public String name() {
    return name;
  }

  /** Returns the run's folder. */
  Path folder() {
    return folder;
  }

  /** Returns the system that stands for the run by a measure, or nothing where it has none. */
  String system(String measure) {
    for (String system : systems) {
      for (JsonNode s : report.path("systems")) {
        if (s.path("name").asString().equals(system) && s.path("measures").has(measure)) {
          return system;
        }
      }
    }
    return "";
  }

  /** Returns the contracts of the run's measures, by name. */
  private Map<String, String> contracts() {
    Map<String, String> contracts = new LinkedHashMap<>();
    report
        .path("measures")
        .forEachEntry(
            (measure, about) -> contracts.put(measure, about.path("contract").asString("")));
    return contracts;
  }

  /**
   * Reads runs to be compared.
   *
   * @throws UserError where a table is missing
   */
  public static List<ComparedRun> read(List<StoredRun> runs) {
    Set<String> shared = new HashSet<>(runs.getFirst().contracts().keySet());
    runs.forEach(run -> shared.retainAll(run.contracts().keySet()));
    return runs.stream().map(run -> run.read(shared)).toList();
  }

  private ComparedRun read(Set<String> sharedMeasures) {
    Map<String, String> judged = new LinkedHashMap<>();
    judged.put("dataset fingerprint", manifest.path("fingerprint").asString(""));
    for (Path qrels : judgements()) {
      judged.put("judgements " + qrels.getFileName(), fingerprint(qrels));
    }
    for (String fact : PROTOCOL) {
      judged.put("protocol " + fact, report.path("protocol").path(fact).asString(""));
    }
    contracts()
        .forEach((measure, contract) -> {
          if (sharedMeasures.contains(measure)) {
            judged.put("meaning of " + measure, contract);
          }
        });
    Map<String, String> bySystem = new LinkedHashMap<>();
    contracts()
        .keySet()
        .forEach(measure -> {
          if (!system(measure).isEmpty()) {
            bySystem.put(measure, system(measure));
          }
        });
    StoredTables tables = new StoredTables(folder.resolve("tables"));
    return new ComparedRun(
        name,
        FlatConfig.of(manifest.path("config")),
        judged,
        report.path("headline").asString(""),
        tables.measures(bySystem),
        tables.activity());
  }

  /** Returns the files of judgements, by name. */
  List<Path> judgements() {
    return matching(folder, "qrels.*\\.tsv");
  }

  /** Returns the files of a system's lists; several in k-fold. */
  List<Path> lists(String system) {
    Path runs = folder.resolve("runs");
    List<Path> files = new ArrayList<>();
    List<Path> places = new ArrayList<>(List.of(runs));
    places.addAll(matching(runs, "fold-[0-9]+"));
    for (Path place : places) {
      if (Files.isRegularFile(place.resolve(system + ".tsv"))) {
        files.add(place.resolve(system + ".tsv"));
      }
    }
    return files;
  }

  private static List<Path> matching(Path folder, String pattern) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static String fingerprint(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
