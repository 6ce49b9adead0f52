package sluice.evaluation.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import sluice.core.ReportSection;
import sluice.core.store.AtomicFile;

/**
 * The evaluation report of a run, as a value: what {@link ReportJson}, {@link ReportMarkdown} and
 * {@link ReportHtml} write. Immutable.
 *
 * @param title the heading
 * @param dataset facts of the dataset by name: strings, numbers, booleans, in their order
 * @param protocol facts of the protocol, likewise
 * @param quality systems, measures, comparisons
 * @param funnel the stages
 * @param slices parts of users and items
 * @param examples a handful of users
 * @param findings what was found about the lists (losses, predictions, fairness), in their order
 * @param sections what other stages hand over (data, features, importance, shift), in their order
 * @param reproduction config, command, times
 * @param answers to what a reader asks after the verdict: where quality is lost, for whom, what
 *     next
 * @param notes what the reader must know besides, shown below the verdict
 * @param limits why the split cannot tell systems apart, the gravest first; none where it can
 */
public record EvaluationReport(
    String title,
    Map<String, Object> dataset,
    Map<String, Object> protocol,
    Quality quality,
    FunnelTable funnel,
    List<SliceTable> slices,
    List<Example> examples,
    List<ReportSection> findings,
    List<ReportSection> sections,
    Reproduction reproduction,
    List<ReportAnswer> answers,
    List<String> notes,
    List<Inconclusive> limits) {

  /** Checks and copies. */
  public EvaluationReport {
    dataset = Collections.unmodifiableMap(new LinkedHashMap<>(dataset));
    protocol = Collections.unmodifiableMap(new LinkedHashMap<>(protocol));
    slices = List.copyOf(slices);
    examples = List.copyOf(examples);
    findings = List.copyOf(findings);
    sections = List.copyOf(sections);
    answers = List.copyOf(answers);
    notes = List.copyOf(notes);
    limits = List.copyOf(limits);
    Set<String> ids = new HashSet<>();
    findings.forEach(s -> unique(ids, s.id()));
    sections.forEach(s -> unique(ids, s.id()));
    slices.forEach(s -> unique(ids, s.id()));
  }

  private static void unique(Set<String> ids, String id) {
    if (!ids.add(id)) {
      throw new IllegalArgumentException("two parts of the report are called " + id);
    }
  }

  /** Begins a report. */
  public static Builder builder(String title, Quality quality, FunnelTable funnel) {
    return new Builder(title, quality, funnel);
  }

  /** Returns all sections, in the order of the page. */
  public List<ReportSection> allSections() {
    return Stream.concat(findings.stream(), sections.stream()).toList();
  }

  /** Returns the verdict in plain words. */
  public Verdict verdict() {
    return Verdict.of(quality, funnel, limits);
  }

  /**
   * Writes {@code report.json}, {@code report.md} and {@code report.html}, each whole.
   *
   * @throws UncheckedIOException where the machine does not let it
   */
  public void write(Path folder) {
    try {
      Map<String, String> texts = new LinkedHashMap<>();
      texts.put("report.json", ReportJson.text(this));
      texts.put("report.md", ReportMarkdown.text(this));
      texts.put("report.html", ReportHtml.text(this));
      for (Map.Entry<String, String> text : texts.entrySet()) {
        AtomicFile.write(
            folder.resolve(text.getKey()),
            temporary -> Files.writeString(temporary, text.getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report: " + e.getMessage(), e);
    }
  }

  /** Collects a report. Not thread-safe. */
  public static final class Builder {
    private final String title;
    private final Quality quality;
    private final FunnelTable funnel;
    private final Map<String, Object> dataset = new LinkedHashMap<>();
    private final Map<String, Object> protocol = new LinkedHashMap<>();
    private final List<SliceTable> slices = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private final List<ReportSection> findings = new ArrayList<>();
    private final List<ReportSection> sections = new ArrayList<>();
    private final List<ReportAnswer> answers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Inconclusive> limits = new ArrayList<>();
    private Reproduction reproduction = new Reproduction("", "", Map.of(), Map.of());

    private Builder(String title, Quality quality, FunnelTable funnel) {
      this.title = title;
      this.quality = quality;
      this.funnel = funnel;
    }

    /** Adds a fact of the dataset: a string, a number or a boolean. */
    public Builder dataset(String name, Object value) {
      dataset.put(name, value);
      return this;
    }

    /** Adds a fact of the protocol: a string, a number or a boolean. */
    public Builder protocol(String name, Object value) {
      protocol.put(name, value);
      return this;
    }

    /** Adds a table of slices. */
    public Builder slice(SliceTable slice) {
      slices.add(slice);
      return this;
    }

    /** Adds an example. */
    public Builder example(Example example) {
      examples.add(example);
      return this;
    }

    /** Adds a section of what was found about the lists; it stands before the examples. */
    public Builder finding(ReportSection section) {
      findings.add(section);
      return this;
    }

    /** Adds a section of another stage; it stands behind the data. */
    public Builder section(ReportSection section) {
      sections.add(section);
      return this;
    }

    /** Adds an answer to stand below the verdict. */
    public Builder answer(String question, String text) {
      answers.add(new ReportAnswer(question, text));
      return this;
    }

    /** Adds a note to stand below the verdict. */
    public Builder note(String note) {
      notes.add(note);
      return this;
    }

    /** Adds a reason for which the split cannot tell systems apart, the gravest first. */
    public Builder limit(Inconclusive reason) {
      limits.add(reason);
      return this;
    }

    /** Says how the run is repeated. */
    public Builder reproduction(Reproduction how) {
      reproduction = how;
      return this;
    }

    /** Returns the report. */
    public EvaluationReport build() {
      return new EvaluationReport(
          title,
          dataset,
          protocol,
          quality,
          funnel,
          slices,
          examples,
          findings,
          sections,
          reproduction,
          answers,
          notes,
          limits);
    }
  }
}
