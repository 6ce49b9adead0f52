package sluice.serving.feedback;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sluice.core.FittingPart;
import sluice.ingestion.EventType;

/**
 * What an export writes.
 *
 * @param name the dataset's name
 * @param events the types of event that become interactions, and what each is worth
 * @param leaveOut marks whose actions are left out; the others stand in the column {@code marks}
 * @param more further parts of dataset.yaml as they are to stand there, such as {@code items:} with
 *     the catalogue; their paths count from the exported folder, or are absolute. Empty: none
 * @param catalogue whose items and users are written too, as {@code items.csv} and {@code
 *     users.csv}, with all that was written about them since; then {@code more} must not name them
 */
public record ExportSettings(
    String name,
    Map<String, EventType> events,
    Set<Suspicion> leaveOut,
    String more,
    Optional<FittingPart> catalogue,
    Duration rewardWindow) {
  /** A day. */
  public static final Duration REWARD_WINDOW = Duration.ofDays(1);

  /** Nothing but what the store holds. */
  public ExportSettings(String name, Map<String, EventType> events, Set<Suspicion> leaveOut) {
    this(name, events, leaveOut, "");
  }

  /** As the other, with further parts of dataset.yaml. */
  public ExportSettings(
      String name, Map<String, EventType> events, Set<Suspicion> leaveOut, String more) {
    this(name, events, leaveOut, more, Optional.empty());
  }

  /** As the other, with the usual window. */
  public ExportSettings(
      String name,
      Map<String, EventType> events,
      Set<Suspicion> leaveOut,
      String more,
      Optional<FittingPart> catalogue) {
    this(name, events, leaveOut, more, catalogue, REWARD_WINDOW);
  }

  /** Checks and copies. */
  public ExportSettings {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("an export needs at least one type of event");
    }
    if (rewardWindow.isNegative() || rewardWindow.isZero()) {
      throw new IllegalArgumentException("reward window: " + rewardWindow);
    }
    events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
    Set<Suspicion> copy = EnumSet.noneOf(Suspicion.class);
    copy.addAll(leaveOut);
    leaveOut = Collections.unmodifiableSet(copy);
  }
}
