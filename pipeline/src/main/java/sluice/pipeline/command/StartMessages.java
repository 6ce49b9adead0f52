package sluice.pipeline.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import sluice.funnel.bundle.Bundle;
import sluice.funnel.bundle.BundleManifest;
import sluice.pipeline.console.Console;
import sluice.serving.log.ServerLog;

/**
 * What a server says before it listens: as sentences for a person, or where its log is JSON as
 * lines of that, so that anyone who reads standard error finds nothing else there.
 */
record StartMessages(ServerLog.Format format, ServerLog log, Console console) {
  /** Tells of a bundle that was loaded. */
  void loaded(Bundle bundle) {
    BundleManifest m = bundle.manifest();
    if (format == ServerLog.Format.JSON) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("bundle", m.id());
      fields.put("dataset", m.dataset());
      fields.put("items", m.items());
      fields.put("users", m.users());
      fields.put("ranker", m.ranker());
      fields.put("seconds", Math.round(10 * bundle.seconds()) / 10.0);
      log.info("loaded", fields);
      return;
    }
    console.note(
        String.format(
            Locale.ROOT,
            "bundle %s of %s: %,d items, %,d users, %s; loaded and proven in %.1f s",
            m.id(),
            m.dataset(),
            m.items(),
            m.users(),
            m.ranker(),
            bundle.seconds()));
  }

  /** Tells something. */
  void note(String event, String text) {
    if (format == ServerLog.Format.JSON) {
      log.info(event, Map.of("says", text));
    } else {
      console.note(text);
    }
  }

  /** Warns. */
  void warn(String event, String text) {
    if (format == ServerLog.Format.JSON) {
      log.warn(event, Map.of("says", text));
    } else {
      console.warn(text);
    }
  }
}
