package sluice.studies.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.YamlFile;

/**
 * The settings that are searched. A point has a place in 0 … 1 for each, in their order.
 *
 * @param dimensions one or more
 */
public record SearchSpace(List<Dimension> dimensions) {
  private static final String DEFAULTS = YamlFile.resource(SearchSpace.class, "space.yaml");

  /** Checks and copies. */
  public SearchSpace {
    dimensions = List.copyOf(dimensions);
  }

  /** Reads a map of settings to what each may be. */
  public static SearchSpace read(ConfigNode node) {
    List<Dimension> dimensions = new ArrayList<>();
    node.entries().forEach((key, what) -> dimensions.add(Dimension.read(key, what)));
    if (dimensions.isEmpty()) {
      throw node.error("a map of settings is expected, such as {depth: [3, 9]}");
    }
    return new SearchSpace(dimensions);
  }

  /**
   * Returns the space that is searched where none is given.
   *
   * @param type of the ranker
   * @throws UserError where there is none for it
   */
  public static SearchSpace of(String type) {
    return YamlFile.parse(DEFAULTS, "space.yaml")
        .get(type)
        .map(SearchSpace::read)
        .orElseThrow(() ->
            new UserError(
                "there is no space of settings for the ranker "
                    + type
                    + "; say what to search, such as --space '{epochs: [1, 10]}'"));
  }

  /** Draws a point uniformly. */
  double[] draw(SplittableRandom random) {
    double[] point = new double[dimensions.size()];
    for (int d = 0; d < point.length; d++) {
      point[d] = random.nextDouble();
    }
    return point;
  }

  /** Returns the settings at a point. */
  Map<String, Object> at(double[] point) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int d = 0; d < point.length; d++) {
      settings.put(dimensions.get(d).key(), dimensions.get(d).at(point[d]));
    }
    return settings;
  }
}
