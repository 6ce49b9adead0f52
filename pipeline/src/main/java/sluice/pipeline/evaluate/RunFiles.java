package sluice.pipeline.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.trec.TrecReader;

/**
 * Judgements and runs read from TREC files.
 *
 * @param judgements what is good for whom
 * @param runs the baseline first, names unique
 * @param notes what was left out, for the reader
 */
public record RunFiles(Judgements judgements, List<Run> runs, List<String> notes) {
  /** Copies. */
  public RunFiles {
    runs = List.copyOf(runs);
    notes = List.copyOf(notes);
  }

  /**
   * Reads.
   *
   * @param qrels the judgements
   * @param paths run files, or folders of which every {@code .tsv}, {@code .txt}, {@code .run},
   *     {@code .trec} file is one, {@code .gz} or not
   * @param baseline name of the run that the others are compared with; empty: the first
   */
  public static RunFiles read(Path qrels, List<Path> paths, String baseline) {
    try {
      Judgements judgements = TrecReader.readJudgements(qrels);
      requireRelevant(qrels, judgements);
      List<Path> files = new ArrayList<>();
      for (Path path : paths) {
        files.addAll(files(path));
      }
      List<TrecReader.RunFile> read = new ArrayList<>();
      for (Path file : files) {
        TrecReader.RunFile run = TrecReader.readRunFile(file, "", judgements);
        if (run.unjudged() == 0 && run.without() == judgements.users()) {
          throw new UserError(
              file + " holds no list. It needs lines of user, Q0, item, rank, score, system.");
        }
        read.add(run);
      }
      List<Run> runs = named(files, read);
      List<String> notes = new ArrayList<>();
      for (int r = 0; r < runs.size(); r++) {
        note(runs.get(r), read.get(r), judgements.users(), notes);
      }
      return new RunFiles(judgements, first(runs, baseline), notes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the lists: " + e.getMessage(), e);
    }
  }

  private static void requireRelevant(Path qrels, Judgements judgements) {
    for (int row = 0; row < judgements.start(judgements.users()); row++) {
      if (judgements.gain(row) > 0) {
        return;
      }
    }
    throw new UserError(
        qrels
            + " judges nothing relevant: every gain is 0 or less, so that no measure counts a"
            + " user");
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      List<Path> files =
          inside
              .filter(f -> f.getFileName().toString().matches(".+\\.(tsv|txt|run|trec)(\\.gz)?"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new UserError(path + " holds no run file (.tsv, .txt, .run, .trec, each also .gz)");
      }
      return files;
    }
  }

  /** The name in the file; where two files say the same, the file's own. */
  private static List<Run> named(List<Path> files, List<TrecReader.RunFile> read) {
    Set<String> names = new HashSet<>();
    boolean clash = read.stream().anyMatch(r -> !names.add(r.run().system()));
    if (!clash) {
      return read.stream().map(TrecReader.RunFile::run).toList();
    }
    names.clear();
    List<Run> runs = new ArrayList<>();
    for (int r = 0; r < files.size(); r++) {
      String stem =
          files.get(r).getFileName().toString().replaceFirst("\\.(tsv|txt|run|trec)(\\.gz)?$", "");
      if (!names.add(stem)) {
        throw new UserError(
            "two runs are called "
                + stem
                + ", in their lines and by their files; rename one of the files");
      }
      runs.add(read.get(r).run().named(stem));
    }
    return runs;
  }

  private static void note(Run run, TrecReader.RunFile file, int users, List<String> notes) {
    if (file.without() > 0) {
      notes.add(
          run.system()
              + " has no list for "
              + file.without()
              + " of "
              + users
              + " judged users; they count 0.");
    }
    if (file.unjudged() > 0) {
      notes.add(
          run.system()
              + " has lists for "
              + file.unjudged()
              + " users without judgements; they count nowhere.");
    }
  }

  private static List<Run> first(List<Run> runs, String baseline) {
    if (baseline.isEmpty()) {
      return runs;
    }
    List<String> names = runs.stream().map(Run::system).toList();
    int at = names.indexOf(baseline);
    if (at < 0) {
      throw new UserError(
          "--baseline "
              + baseline
              + " is none of the runs"
              + ConfigNode.didYouMean(baseline, names)
              + "; there are "
              + String.join(", ", names));
    }
    List<Run> ordered = new ArrayList<>(runs);
    ordered.addFirst(ordered.remove(at));
    return ordered;
  }
}
