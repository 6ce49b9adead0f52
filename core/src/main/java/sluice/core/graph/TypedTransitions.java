package sluice.core.graph;

import java.util.List;
import java.util.Locale;
import sluice.core.Randomness;
import sluice.core.SettingError;

/**
 * What follows what by types of events: how often an interaction of some types with item a has one
 * of some types with item b near it.
 *
 * <p>As {@link Transitions}, but a place of a counts only where its event is of a type {@code
 * from}, one of b where its event is of a type {@code to}, and a pair only where the two are at
 * most {@code hours} apart; n_a and n_b count such places alone. Steps are counted over events of
 * all types. Where the part is not timed, {@code hours} is left out as the gap is.
 *
 * @param from event types of the first item; empty for all
 * @param to event types of the second item; empty for all
 * @param hours how far apart the two may be, above 0
 * @param direction {@code next}, or {@code both}: b may also stand before a
 * @param window how many steps ahead count, 1 to 1000
 * @param decay weight of each further step, above 0 to 1
 * @param halfLifeDays gap at which a pair counts half, above 0
 * @param alpha exponent of the first item's count, 0 to 1
 * @param beta exponent of the second item's count, 0 to 1
 * @param shrink keeps rare pairs down, 0 or more
 * @param neighbours how many are kept a row
 * @param longest how many interactions a user
 */
public record TypedTransitions(
    List<String> from,
    List<String> to,
    double hours,
    String direction,
    int window,
    double decay,
    double halfLifeDays,
    double alpha,
    double beta,
    double shrink,
    int neighbours,
    int longest)
    implements ItemRelation {
  /** Checks and copies. */
  public TypedTransitions {
    from = List.copyOf(from);
    to = List.copyOf(to);
    SettingError.check("hours", hours, 0.01, 1e7);
    var _ =
        new Transitions(
            direction, window, decay, halfLifeDays, alpha, beta, shrink, neighbours, longest);
  }

  @Override
  public String name() {
    return "typed-transitions";
  }

  /** Returns the relation without regard to types and hours. */
  public Transitions steps() {
    return new Transitions(
        direction, window, decay, halfLifeDays, alpha, beta, shrink, neighbours, longest);
  }

  /** Returns the name and a hash: event types may hold what no file's name may. */
  @Override
  public String key() {
    return String.format(Locale.ROOT, "%s-%016x", name(), Randomness.hash(toString()));
  }
}
