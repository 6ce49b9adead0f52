package sluice.studies.audit;

/**
 * What one check of the audit found.
 *
 * @param check its name
 * @param level how bad it is
 * @param evidence what was seen, with figures
 * @param fix where the fault would be and how to fix it
 */
public record Finding(String check, Level level, String evidence, String fix) {
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
