package sluice.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.Request;

/** What every candidate source promises that a config can name; a subclass names one. */
public abstract class SourceTypeContract extends CandidateSourceContract {
  @TempDir private Path folder;

  /** Returns the source as a config names it. */
  protected abstract Map<String, Object> source();

  @Override
  protected final CandidateSource fit(FittingPart part, int threads) {
    return Sources.fit(part, threads, source());
  }

  @Test
  void whatWasStoredAnswersAlike() {
    FittingPart part = Worlds.part(6, 30, 80, 700);
    CandidateSource fitted = fit(part, 2);
    CandidateSource read = Sources.stored(part, source(), folder);
    assertThat(read.name()).isEqualTo(fitted.name());
    assertThat(read.repeatable()).isEqualTo(fitted.repeatable());
    for (Request request : Worlds.requests(part)) {
      RankedItems list = ask(read, part, request, item -> true, 20);
      assertSame(list, ask(fitted, part, request, item -> true, 20));
    }
  }
}
