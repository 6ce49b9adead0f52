package sluice.candidates;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sluice.core.CandidateSource;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.Progress;

/** Config nodes of plain maps and lists, and single sources fitted from them. */
public final class Sources {
  private Sources() {}

  /** Fits the one source of a config such as {@code Map.of("type", "popularity")}. */
  public static CandidateSource fit(FittingPart part, int threads, Map<String, Object> source) {
    RetrievalSettings settings =
        RetrievalSettings.read(node("candidates", Map.of("sources", List.of(source))));
    return Retrieval.fit(part, settings, 42, threads, Path.of("target"), Progress.SILENT)
        .sources()
        .get(0);
  }

  /** Fits the one source of a config, writes it to a folder and reads it again. */
  public static CandidateSource stored(FittingPart part, Map<String, Object> source, Path folder) {
    RetrievalSettings settings =
        RetrievalSettings.read(node("candidates", Map.of("sources", List.of(source))));
    Retrieval fitted = Retrieval.fit(part, settings, 42, 2, folder, Progress.SILENT);
    StoredRetrieval.write(fitted, List.of(), folder);
    return StoredRetrieval.read(part, settings, 42, folder).sources().getFirst();
  }

  /** Makes a node of a map, a list or a scalar. */
  public static ConfigNode node(String path, @Nullable Object value) {
    String place = "config.yaml:1";
    if (value instanceof Map<?, ?> map) {
      Map<String, ConfigNode> entries = new LinkedHashMap<>();
      map.forEach((k, v) -> entries.put(k.toString(), node(path + "." + k, v)));
      return ConfigNode.map(place, path, entries);
    }
    if (value instanceof List<?> list) {
      List<ConfigNode> elements = new ArrayList<>();
      list.forEach(e -> elements.add(node(path + "[" + elements.size() + "]", e)));
      return ConfigNode.list(place, path, elements);
    }
    return ConfigNode.scalar(
        place, path, value instanceof Integer i ? (Object) i.longValue() : value);
  }
}
