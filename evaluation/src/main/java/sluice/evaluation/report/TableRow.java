package sluice.evaluation.report;

import java.util.List;

/**
 * A table's row as the page shows it.
 *
 * @param head its heading
 * @param tag a remark on the heading, or nothing
 * @param cells behind the heading
 */
public record TableRow(String head, String tag, List<TableCell> cells) {}
