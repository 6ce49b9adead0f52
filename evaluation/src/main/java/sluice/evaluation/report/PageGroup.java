package sluice.evaluation.report;

import java.util.List;
import sluice.core.ReportSection;

/**
 * Sections under one heading of a page's contents.
 *
 * @param title the heading, or nothing
 * @param parts in the order of the page
 */
public record PageGroup(String title, List<Part> parts) {
  /** Copies. */
  public PageGroup {
    parts = List.copyOf(parts);
  }

  /**
   * A section in its place.
   *
   * @param folded whether the page shows its heading and first sentence alone until it is opened
   */
  public record Part(ReportSection section, boolean folded) {}
}
