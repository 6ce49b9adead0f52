package sluice.pipeline.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;

/**
 * What a report says of the preset a run stands on: its source, its page, and what departs from it.
 */
public final class PresetReport {
  private PresetReport() {}

  /**
   * Makes the section.
   *
   * @param preset that was asked for
   * @param resolved the config as it was understood
   */
  public static ReportSection section(Preset preset, Map<String, @Nullable Object> resolved) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            preset.name()
                + ": "
                + preset.title()
                + ". Source: "
                + preset.source()
                + ". What it counts and how it differs: "
                + preset.page()
                + "."));
    List<String> departures = departures(preset, resolved);
    if (departures.isEmpty()) {
      blocks.add(new ReportSection.Text("Every key that the preset sets is as it sets it."));
    } else {
      blocks.add(
          new ReportSection.Warning(
              "This run departs from the preset: " + String.join("; ", departures) + "."));
    }
    return new ReportSection("preset", "Protocol preset", blocks);
  }

  /**
   * Returns what is set otherwise than the preset does, as {@code key: value in place of value}.
   */
  static List<String> departures(Preset preset, Map<String, @Nullable Object> resolved) {
    List<String> found = new ArrayList<>();
    compare("", preset.config().toPlain(), resolved, found);
    return found;
  }

  private static void compare(
      String path, @Nullable Object wanted, @Nullable Object is, List<String> found) {
    if (wanted instanceof Map<?, ?> keys && is instanceof Map<?, ?> own) {
      if (keys.containsKey("type") && !Objects.equals(keys.get("type"), own.get("type"))) {
        found.add(say(path + ".type", own.get("type"), keys.get("type")));
        return;
      }
      keys.forEach((key, value) ->
          compare(path.isEmpty() ? "" + key : path + "." + key, value, own.get(key), found));
    } else if (wanted instanceof List<?> list
        && is instanceof List<?> own
        && list.size() == own.size()) {
      for (int i = 0; i < list.size(); i++) {
        compare(path + "." + i, list.get(i), own.get(i), found);
      }
    } else if (!same(wanted, is instanceof Map<?, ?> own ? own.get("type") : is)) {
      found.add(say(path, is, wanted));
    }
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return (a instanceof Number m && b instanceof Number n)
        ? m.doubleValue() == n.doubleValue()
        : Objects.equals(a, b);
  }

  private static String say(String path, @Nullable Object is, @Nullable Object wanted) {
    return path + ": " + is + " in place of " + wanted;
  }
}
