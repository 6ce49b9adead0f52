package sluice.pipeline.config;

import java.util.List;

/**
 * Whose figures and exposure are held against each other.
 *
 * @param users columns of users; none: those with up to 20 values, and numbers by quarters
 * @param items columns of items; none: those with up to 20 values, and the first with more by size
 */
public record FairnessSettings(List<String> users, List<String> items) {
  /** Copies. */
  public FairnessSettings {
    users = List.copyOf(users);
    items = List.copyOf(items);
  }
}
