package sluice.studies.audit;

/**
 * What one check of the audit found.
 *
 * @param check its name
 * @param level how bad it is
 * @param evidence what was seen, with figures
 * @param mend where the fault would be and how to mend it
 */
public record Finding(String check, Level level, String evidence, String mend) {
  /** How bad a finding is, ascending. */
  public enum Level {
    /** Nothing was found. */
    PASS,
    /** A person should look. */
    WARNING,
    /** Figures cannot be trusted. */
    LEAK
  }
}
