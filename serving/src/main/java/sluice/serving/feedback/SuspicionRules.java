package sluice.serving.feedback;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * When an action is marked.
 *
 * <p>The rate of an action is the number of actions of its user that are stored up to it and whose
 * time lies within the minute that ends with the action's own: (time − 60 s, time], itself
 * included. It reads the times that clients tell, so that a phone that was offline for a day and
 * sends all at once is no burst; a client that lies about its times escapes.
 *
 * @param burstPerMinute a rate above this marks {@link Suspicion#BURST}
 * @param botPerMinute a rate above this marks {@link Suspicion#BOT}; not below burstPerMinute
 * @param botAgents found in the client's user agent, it marks {@link Suspicion#BOT}
 */
public record SuspicionRules(int burstPerMinute, int botPerMinute, Pattern botAgents) {
  /** The width of the window that rates are counted in, in milliseconds. */
  public static final long WINDOW = 60_000;

  /** 30 and 120 a minute, and the words that crawlers and scripts put in their names. */
  public static final SuspicionRules DEFAULT =
      new SuspicionRules(
          30,
          120,
          Pattern.compile(
              "bot\\b|crawl|spider|headless|scrapy|python-|curl/|wget/|libwww",
              Pattern.CASE_INSENSITIVE));

  /** Checks. */
  public SuspicionRules {
    if (burstPerMinute < 1 || botPerMinute < burstPerMinute) {
      throw new IllegalArgumentException(
          "1 <= burstPerMinute <= botPerMinute is expected, not "
              + burstPerMinute
              + " and "
              + botPerMinute);
    }
  }

  /** Says whether a user agent is a program's by its own words. */
  public boolean isBot(String userAgent) {
    return botAgents.matcher(userAgent).find();
  }

  /**
   * Returns the marks of an action.
   *
   * @param bot whether the client named itself a program
   * @param rate the action's rate, as above
   * @param repeated whether the same was done before under the same request
   */
  Set<Suspicion> marks(boolean bot, int rate, boolean repeated) {
    Set<Suspicion> marks = EnumSet.noneOf(Suspicion.class);
    if (rate > burstPerMinute) {
      marks.add(Suspicion.BURST);
    }
    if (repeated) {
      marks.add(Suspicion.REPLAY);
    }
    if (bot || rate > botPerMinute) {
      marks.add(Suspicion.BOT);
    }
    return marks;
  }
}
