package sluice.pipeline.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sluice.pipeline.Version;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run records of itself: config as understood, dataset, seed, versions, counts, timings,
 * memory.
 *
 * <p>Written last, so that a folder with a manifest is a complete run. Keys keep their order.
 */
public final class Manifest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Map<String, @Nullable Object> content = new LinkedHashMap<>();

  /** Begins with what is known of every run. */
  public Manifest(String command, List<String> arguments) {
    content.put("command", command);
    content.put("arguments", arguments);
    content.put("written", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("sluice", Version.current());
    versions.put("java", Runtime.version().toString());
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    versions.put("arch", System.getProperty("os.arch"));
    content.put("versions", versions);
  }

  /** Adds an entry; maps, lists, strings, numbers and flags. */
  public Manifest put(String key, @Nullable Object value) {
    content.put(key, value);
    return this;
  }

  /** Adds the stages with their time and memory. */
  public Manifest stages(List<StageClock.Stage> stages) {
    return put(
        "stages",
        stages.stream()
            .map(s -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("stage", s.name());
              row.put("millis", s.millis());
              row.put("peakResidentMiB", s.peakResidentMebibytes());
              row.put("peakHeapMiB", s.peakHeapMebibytes());
              return row;
            })
            .toList());
  }

  /** Writes {@code manifest.json} into a folder. */
  public void write(Path folder) {
    JSON.writeValue(folder.resolve(RunFolder.MANIFEST).toFile(), content);
  }

  /** Returns the document. */
  public String json() {
    return JSON.writeValueAsString(content);
  }
}
