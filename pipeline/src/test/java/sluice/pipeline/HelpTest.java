package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The help of every command is whole: nothing cut, nothing that formatting left behind. */
class HelpTest {
  private static final int WIDTH = 80;

  static List<String> commands() {
    List<String> names = new ArrayList<>();
    collect(new CommandLine(new SluiceCommand()), names);
    return names;
  }

  private static void collect(CommandLine command, List<String> names) {
    names.add(command.getCommandSpec().qualifiedName(" "));
    Stream.of(command)
        .flatMap(c -> c.getSubcommands().values().stream().distinct())
        .forEach(c -> collect(c, names));
  }

  private static CommandLine command(String name) {
    CommandLine command = new CommandLine(new SluiceCommand());
    for (String word : name.split(" ", -1)) {
      if (!word.equals("sluice")) {
        command = command.getSubcommands().get(word);
      }
    }
    return command;
  }

  private static String help(CommandLine command) {
    StringWriter text = new StringWriter();
    command.setUsageHelpWidth(WIDTH);
    command.usage(new PrintWriter(text), Ansi.OFF);
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsWhole(String name) {
    CommandLine command = command(name);
    assertThat(help(command))
        .doesNotContain("%n", "%%", "WARN", "…", "${")
        .satisfies(text ->
            assertThat(text.lines())
                .allMatch(line -> line.length() <= WIDTH, "at most 80 letters"));
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      assertThat(line.strip().length())
          .as("an example stands on one line: " + line)
          .matches(n -> n <= WIDTH - 2 || !line.startsWith("  "));
    }
  }

  /** picocli warns on standard error where a text is no format. */
  @ParameterizedTest
  @MethodSource("commands")
  void helpWarnsOfNothing(String name) {
    List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
    words.removeFirst();
    words.add("--help");
    Sluice.Outcome outcome = Sluice.execute(words.toArray(String[]::new));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void theListOfCommandsHasWholeSentences() {
    for (String name : commands()) {
      if (name.matches(".*(help|generate-completion)")) {
        continue; // picocli's own
      }
      String[] description = command(name).getCommandSpec().usageMessage().description();
      assertThat(description[0]).as(name).matches("[A-Z].*\\.(%n)?").hasSizeLessThan(85);
    }
  }
}
