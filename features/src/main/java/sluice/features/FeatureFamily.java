package sluice.features;

import java.nio.file.Path;
import java.util.List;

/** What a {@link FeatureFamilyType} fitted. Immutable, safe for use by many threads. */
@FunctionalInterface
public interface FeatureFamily {
  /** Returns its groups, in the order of their columns; none where the data has nothing for it. */
  List<FeatureGroup> groups();

  /**
   * Writes what its type reads it from again, into an existing, empty folder. By default nothing:
   * for a family that is made of the part, embeddings, item graphs and settings alone.
   */
  default void write(Path folder) {}

  /** Returns a family of these groups that writes nothing. */
  static FeatureFamily of(List<? extends FeatureGroup> groups) {
    List<FeatureGroup> all = List.copyOf(groups);
    return () -> all;
  }
}
