package sluice.serving.feedback;

/**
 * What an id must be so that both databases keep it as it is, and ingestion reads it back.
 *
 * <p>PostgreSQL stores no NUL and no half of a surrogate pair, and cannot index a text of more than
 * some 2,700 bytes. Refused here, such an id is one caller's error; let in, it would fail the
 * transaction of everybody who waits with it.
 */
public final class Ids {
  /** The longest id in UTF-16 units; at most 1,536 bytes as UTF-8. */
  static final int LONGEST = 512;

  private Ids() {}

  /**
   * Returns the id.
   *
   * @throws IllegalArgumentException naming what is wrong with it, but not the id itself: messages
   *     end in logs
   */
  static String check(String what, String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    if (id.length() > LONGEST) {
      throw new IllegalArgumentException(
          what + " has " + id.length() + " characters; at most " + LONGEST + " are kept");
    }
    return checkText(what, id);
  }

  /**
   * Says whether a text holds a control character, or a separator of lines or paragraphs. No id of
   * a caller does: it would be another in a log, and no path could name it.
   */
  public static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
  }

  /**
   * Returns an id of a caller without the blanks around it, which ingestion takes off as well: what
   * a server stores is found again by the next run.
   */
  public static String trimmed(String id) {
    int from = 0;
    int to = id.length();
    while (from < to && isBlank(id.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(id.charAt(to - 1))) {
      to--;
    }
    return id.substring(from, to);
  }

  /** Control characters, which ingestion takes off too, are refused instead. */
  private static boolean isBlank(char c) {
    return c == ' ' || c == '\u00a0' || c == '\ufeff';
  }

  /** Returns the text, of any length, where a database can keep it. */
  static String checkText(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        throw new IllegalArgumentException(
            what + " holds NUL or half of a surrogate pair at character " + i);
      }
      i += pair ? 1 : 0;
    }
    return text;
  }
}
